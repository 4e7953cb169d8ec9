package io.chorus.chat.session;

/**
 * A token bucket, for things or for bytes. Belongs to one thread at a time; small, as every
 * connection has several.
 */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perNano;
  private final double burst;
  private double available;
  private long lastNanos;

  /**
   * @param perSecond what it allows in the long run
   * @param burst what it allows at once
   */
  RateLimit(double perSecond, double burst, long nowNanos) {
    this.perNano = perSecond / NANOS;
    this.burst = burst;
    this.available = burst;
    this.lastNanos = nowNanos;
  }

  /** One that allows at once what it allows in so many seconds. */
  static RateLimit of(double perSecond, int seconds, long nowNanos) {
    return new RateLimit(perSecond, seconds * perSecond, nowNanos);
  }

  /** Takes so much, if it is there. */
  boolean tryAcquire(long amount, long nowNanos) {
    refill(nowNanos);
    if (available < amount) {
      return false;
    }
    available -= amount;
    return true;
  }

  /** Whether anything is there, or a debt is still to be paid. */
  boolean isOpen(long nowNanos) {
    refill(nowNanos);
    return available > 0;
  }

  /** Takes so much, be it there or not: what is missing is a debt. */
  void take(long amount, long nowNanos) {
    refill(nowNanos);
    available -= amount;
  }

  /** Whether nothing was taken lately. */
  boolean isFull(long nowNanos) {
    refill(nowNanos);
    return available >= burst;
  }

  private void refill(long nowNanos) {
    available = Math.min(burst, available + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
  }
}
