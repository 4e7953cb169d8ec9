package io.chorus.chat.session;

/**
 * Why the server closes a connection (docs/protocol.md, close codes), and what the client is to do
 * about it. The numbers tell it, too: 4400 to 4499 are the application's own, the others those of
 * RFC 6455.
 */
public enum CloseCode {
  /** The client has left, or its connection was lost: nobody hears it. */
  NORMAL(1000, Then.RECONNECT, "closed"),
  /** Said nothing for too long. */
  SILENT(1001, Then.RECONNECT, "silent for too long"),
  /** The instance stops. */
  DRAINING(1012, Then.RECONNECT, "this instance stops"),
  PROTOCOL_ERROR(1002, Then.MEND, "not the protocol"),
  NOT_UTF8(1007, Then.MEND, "not UTF-8"),
  MESSAGE_TOO_BIG(1009, Then.MEND, "frame too large"),
  INTERNAL_ERROR(1011, Then.RECONNECT, "not possible at the moment"),
  TOKEN_EXPIRED(4401, Then.RENEW, "token expired"),
  /** More waits to be written than the bound allows. */
  SLOW_READER(4408, Then.RECONNECT, "too slow a reader"),
  FLOODING(4429, Then.RECONNECT_LATER, "too many requests");

  /** What helps a client that was closed. */
  public enum Then {
    /** Connect again, and fetch what was missed. */
    RECONNECT,
    /** The same, after a while: the client does too much. */
    RECONNECT_LATER,
    /** Connect with another token; the same one leads nowhere. */
    RENEW,
    /** Nothing, without a change of the client: what it sent is refused for good. */
    MEND
  }

  private final int code;
  private final Then then;
  private final String reason;

  CloseCode(int code, Then then, String reason) {
    this.code = code;
    this.then = then;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  public Then then() {
    return then;
  }

  public String reason() {
    return reason;
  }
}
