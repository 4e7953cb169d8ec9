package io.chorus.chat.bus;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The newest cursor that anybody on this instance has seen, over all rooms: cursors are times, so
 * the newest of any room is a floor for every other, and rooms that nobody here is in have one too.
 * Thread-safe.
 */
final class NewestCursor {
  private record Seen(long cursor, long nanos) {}

  private final LongSupplier nanoTime;
  private final AtomicReference<Seen> newest = new AtomicReference<>(new Seen(0, 0));

  /**
   * @param nanoTime this process' monotonic time
   */
  NewestCursor(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void seen(long cursor) {
    if (cursor > newest.get().cursor) {
      newest.accumulateAndGet(
          new Seen(cursor, nanoTime.getAsLong()), (a, b) -> b.cursor > a.cursor ? b : a);
    }
  }

  /** 0 where none has been seen. */
  long value() {
    return newest.get().cursor;
  }

  /**
   * A place before all that was seen here within a time up to now. Compares no clocks: the stamps
   * are told from the newest one, by the time that has passed here since.
   */
  OptionalLong before(Duration past) {
    Seen seen = newest.get();
    if (seen.cursor == 0) {
      return OptionalLong.empty();
    }
    long rest = past.toNanos() - (nanoTime.getAsLong() - seen.nanos);
    return OptionalLong.of(seen.cursor - TimeUnit.NANOSECONDS.toMicros(Math.max(0, rest)));
  }
}
