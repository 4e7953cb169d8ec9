package io.chorus.chat.session;

import java.time.Duration;

/**
 * When a connection is pinged, warned of its token's end, or given up. Belongs to one event loop.
 */
final class Liveness {
  enum Verdict {
    FINE,
    PING_DUE,
    SILENT,
    /** Writes, and shows by nothing that it reads. */
    UNREAD,
    EXPIRING,
    EXPIRED
  }

  private static final long WARNING_MILLIS = 60_000;

  private final long pingNanos;
  private final long silenceNanos;
  private long heardNanos;
  private long pingedNanos;
  private boolean stirred;
  private boolean warned;

  Liveness(Duration pingInterval, Duration silence, long nowNanos) {
    this.pingNanos = pingInterval.toNanos();
    this.silenceNanos = silence.toNanos();
    this.heardNanos = nowNanos;
    this.pingedNanos = nowNanos;
  }

  /** A request has come, or the answer to a ping. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
    stirred = false;
  }

  /** Something has come that needs no reading to be written. */
  void stirred() {
    stirred = true;
  }

  /** The token was replaced: its end is another one. */
  void renewed() {
    warned = false;
  }

  /**
   * @param expiresAt end of the token, in milliseconds since the epoch
   */
  Verdict check(long nowMillis, long nowNanos, long expiresAt) {
    if (nowMillis >= expiresAt) {
      return Verdict.EXPIRED;
    }
    if (nowNanos - heardNanos >= silenceNanos) {
      return stirred ? Verdict.UNREAD : Verdict.SILENT;
    }
    if (!warned && nowMillis >= expiresAt - WARNING_MILLIS) {
      warned = true;
      return Verdict.EXPIRING;
    }
    if (nowNanos - pingedNanos >= pingNanos) {
      pingedNanos = nowNanos;
      return Verdict.PING_DUE;
    }
    return Verdict.FINE;
  }
}
