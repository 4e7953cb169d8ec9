package io.chorus.chat.outbox;

import java.util.concurrent.TimeUnit;

/**
 * When the next batch leaves: at once after a silence; close behind another a little later, so that
 * others come along. A batch costs four processes and a commit about the same whatever is in it,
 * and nobody sees the milliseconds but who waits for a reply. Belongs to the outbox's event loop.
 */
final class Departure {
  private static final long APART_MILLIS = 2;

  private boolean anyLeft;
  private long lastNanos;

  /** Milliseconds for which what there is should wait; 0 for none. */
  long waitMillis(long nowNanos) {
    boolean close = anyLeft && nowNanos - lastNanos < TimeUnit.MILLISECONDS.toNanos(APART_MILLIS);
    return close ? APART_MILLIS : 0;
  }

  void left(long nowNanos) {
    anyLeft = true;
    lastNanos = nowNanos;
  }
}
