package io.chorus.chat.session;

/**
 * Why the server closes a connection (docs/protocol.md, close codes). All but {@link
 * #TOKEN_EXPIRED} invite the client to connect again.
 */
public enum CloseCode {
  /** Said nothing for too long. */
  SILENT(1001, "silent for too long"),
  /** The instance stops. */
  DRAINING(1012, "this instance stops"),
  MESSAGE_TOO_BIG(1009, "frame too large"),
  TOKEN_EXPIRED(4401, "token expired"),
  /** More waits to be written than the bound allows. */
  SLOW_READER(4408, "too slow a reader"),
  FLOODING(4429, "too many requests");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
