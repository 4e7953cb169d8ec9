package io.chorus.chat.outbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Room for what waits, bounded in messages and in bytes. Thread-safe. */
final class Places {
  private final int capacity;
  private final long maxBytes;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong bytesTaken = new AtomicLong();

  Places(int capacity, long maxBytes) {
    this.capacity = capacity;
    this.maxBytes = maxBytes;
  }

  /** Takes a place for so many bytes; false where either bound would be passed. */
  boolean take(int bytes) {
    boolean fits = taken.incrementAndGet() <= capacity;
    if (bytesTaken.addAndGet(bytes) <= maxBytes && fits) {
      return true;
    }
    free(bytes);
    return false;
  }

  void free(int bytes) {
    taken.decrementAndGet();
    bytesTaken.addAndGet(-bytes);
  }

  int taken() {
    return taken.get();
  }

  long bytesTaken() {
    return bytesTaken.get();
  }
}
