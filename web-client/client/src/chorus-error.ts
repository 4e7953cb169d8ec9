/**
 * What was not done, and why: `code` is one of the protocol's, or `disconnected`, `timeout`, `outbox_full`,
 * `discarded` or `left`.
 */
export class ChorusError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'ChorusError'
  }
}
