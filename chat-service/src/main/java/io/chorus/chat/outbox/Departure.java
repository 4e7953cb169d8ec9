package io.chorus.chat.outbox;

import java.util.concurrent.TimeUnit;

/**
 * When the next batch leaves: at once after a silence; close behind another a little later, so that
 * others come along. A batch costs four processes and a commit about the same whatever is in it.
 * What is waited here is little beside what answers take anyway, and nobody sees it but who waits
 * for a reply. Belongs to the outbox's event loop.
 */
final class Departure {
  private static final long SHORTEST_MILLIS = 2;
  private static final long LONGEST_MILLIS = 8;

  /** Of the time that an answer takes, one part. */
  private static final int PARTS = 4;

  /** How many answers a time is taken from, about. */
  private static final int MEMORY = 8;

  private boolean anyLeft;
  private long lastNanos;
  private long answerNanos;

  /** Milliseconds for which what there is should wait; 0 for none. */
  long waitMillis(long nowNanos) {
    long apart = apartMillis();
    boolean close = anyLeft && nowNanos - lastNanos < TimeUnit.MILLISECONDS.toNanos(apart);
    return close ? apart : 0;
  }

  private long apartMillis() {
    long part = TimeUnit.NANOSECONDS.toMillis(answerNanos / PARTS);
    return Math.clamp(part, SHORTEST_MILLIS, LONGEST_MILLIS);
  }

  void left(long nowNanos) {
    anyLeft = true;
    lastNanos = nowNanos;
  }

  /** So long after it had left a batch was answered. */
  void answered(long nanos) {
    answerNanos += (nanos - answerNanos) / MEMORY;
  }
}
