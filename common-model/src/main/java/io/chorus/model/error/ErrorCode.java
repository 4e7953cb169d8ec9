package io.chorus.model.error;

/** The error codes of the wire. Clients rely on the code; the text beside it may change. */
public enum ErrorCode {
  UNAUTHORIZED("unauthorized", 401),
  FORBIDDEN("forbidden", 403),
  INVALID_REQUEST("invalid_request", 400),
  NOT_FOUND("not_found", 404),
  UNKNOWN_EVENT("unknown_event", 400),
  NOT_IN_ROOM("not_in_room", 403),
  MESSAGE_TOO_LARGE("message_too_large", 413),
  RATE_LIMITED("rate_limited", 429),
  TOO_MANY_ROOMS("too_many_rooms", 400),
  /** Could not be stored in time; the client sends it again with the same id. */
  NOT_STORED("not_stored", 503),
  /** A bound of ours is reached or Redis is away; nothing was published. */
  OVERLOADED("overloaded", 503),
  /** A fault of ours, which its log tells of. */
  INTERNAL_ERROR("internal_error", 500);

  private final String wire;
  private final int httpStatus;

  ErrorCode(String wire, int httpStatus) {
    this.wire = wire;
    this.httpStatus = httpStatus;
  }

  /** The code as clients see it. */
  public String wire() {
    return wire;
  }

  /** The status of an HTTP answer with this code (RFC 9110, section 15). */
  public int httpStatus() {
    return httpStatus;
  }
}
