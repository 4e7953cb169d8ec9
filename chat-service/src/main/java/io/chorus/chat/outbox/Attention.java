package io.chorus.chat.outbox;

import java.util.concurrent.TimeUnit;

/**
 * For how long the outbox has listened. Where its event loop has more to do than it can, answers
 * wait there to be read: who is asked has not been silent for that time, and to be asked again
 * would only be more to do. Belongs to the outbox's event loop.
 */
final class Attention {
  private final long mostNanos;
  private long listenedNanos;
  private long lastNanos;

  /**
   * @param mostMillis what counts between two ticks at the most
   */
  Attention(long mostMillis, long nowNanos) {
    this.mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMillis);
    this.lastNanos = nowNanos;
  }

  /** To be called again and again. */
  void tick(long nowNanos) {
    listenedNanos += Math.min(nowNanos - lastNanos, mostNanos);
    lastNanos = nowNanos;
  }

  /** Nanoseconds up to the last tick. */
  long nanos() {
    return listenedNanos;
  }
}
