package io.chorus.chat.session;

/** A token bucket. Belongs to one event loop; small, as every connection has two. */
final class RateLimit {
  private final double perNano;
  private final double burst;
  private double available;
  private long lastNanos;

  /**
   * @param perSecond what it allows in the long run
   * @param burst what it allows at once
   */
  RateLimit(int perSecond, int burst, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.burst = burst;
    this.available = burst;
    this.lastNanos = nowNanos;
  }

  /** Takes one, if there is one. */
  boolean tryAcquire(long nowNanos) {
    available = Math.min(burst, available + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
    if (available < 1) {
      return false;
    }
    available -= 1;
    return true;
  }
}
