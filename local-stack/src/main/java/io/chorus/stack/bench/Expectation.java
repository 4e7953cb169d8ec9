package io.chorus.stack.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A notification that everybody in a crowd shall get, once. Thread-safe. */
final class Expectation {
  private final String text;
  private final CountDownLatch missing;
  private volatile long lastNanos;

  Expectation(String message, int count) {
    this.text = "\"message\":\"" + message + "\"";
    this.missing = new CountDownLatch(count);
  }

  void received(String frame) {
    if (frame.contains(text)) {
      lastNanos = System.nanoTime();
      missing.countDown();
    }
  }

  /** The {@link System#nanoTime} at which the last one had it. */
  long await(Duration patience) throws InterruptedException {
    if (!missing.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(missing.getCount() + " sockets have not got it");
    }
    return lastNanos;
  }
}
