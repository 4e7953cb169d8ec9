/**
 * What was not done, and why: `code` is one of the protocol's, or `disconnected`, `timeout`, `outbox_full`,
 * `discarded`, `left`, `no_token` where none could be had, or `http` where an answer gives none.
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
