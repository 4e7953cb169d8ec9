package io.chorus.model.error;

/** The error codes of the wire. Clients rely on the code; the text beside it may change. */
public enum ErrorCode {
  UNAUTHORIZED("unauthorized"),
  FORBIDDEN("forbidden"),
  INVALID_REQUEST("invalid_request"),
  UNKNOWN_EVENT("unknown_event"),
  NOT_IN_ROOM("not_in_room"),
  MESSAGE_TOO_LARGE("message_too_large"),
  RATE_LIMITED("rate_limited"),
  TOO_MANY_ROOMS("too_many_rooms"),
  /** Could not be stored in time; the client sends it again with the same id. */
  NOT_STORED("not_stored"),
  /** A bound of ours is reached or Redis is away; nothing was published. */
  OVERLOADED("overloaded");

  private final String wire;

  ErrorCode(String wire) {
    this.wire = wire;
  }

  /** The code as clients see it. */
  public String wire() {
    return wire;
  }
}
