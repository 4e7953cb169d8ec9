/** What the server says; docs/protocol.md has a table of them. */
export type ServerErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'invalid_request'
  | 'not_found'
  | 'unknown_event'
  | 'not_in_room'
  | 'message_too_large'
  | 'rate_limited'
  | 'too_many_rooms'
  | 'not_stored'
  | 'internal_error'
  | 'overloaded'

/** What this library says. */
export type ClientErrorCode =
  /** There is no connection, or it broke before the answer came. */
  | 'disconnected'
  /** No answer in time. */
  | 'timeout'
  /** Too many messages are on their way to the room. */
  | 'outbox_full'
  /** The application gave the message up. */
  | 'discarded'
  /** The room was left, or the client closed. */
  | 'left'
  /** The source of tokens failed, or did not answer. */
  | 'no_token'
  /** An HTTP status that says nothing more; see `status`. */
  | 'http'
  /** Nothing answers at the address. */
  | 'network'
  /** The server answers, but takes no connections from pages of this origin. */
  | 'origin'
  /** The server said nothing for too long. */
  | 'silent'
  /** The server closed the connection; see `closeCode`. */
  | 'closed_by_server'

/** A newer server may know more codes than these. */
export type ErrorCode = ServerErrorCode | ClientErrorCode

/** What was not done, and why. Rely on the `code`: texts change. */
export class ChorusError extends Error {
  /** Of the answer, where it was one over HTTP. */
  readonly status?: number
  /** Of the connection, where the server ended it. */
  readonly closeCode?: number

  constructor(
    /** Which of the known failures this is. */
    readonly code: ErrorCode,
    message: string,
    details: { status?: number; closeCode?: number } = {},
  ) {
    super(message)
    this.name = 'ChorusError'
    Object.assign(this, details)
  }
}
