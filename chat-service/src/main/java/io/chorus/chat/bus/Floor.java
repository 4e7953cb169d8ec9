package io.chorus.chat.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What no new place may be below: the newest cursor that anybody on this instance has seen, over
 * all rooms, and the newest that the history holds. Cursors are times, so the newest of any room is
 * a floor for every other.
 *
 * <p>An instance that has just started has seen nothing. As Redis may have been emptied meanwhile,
 * and its clock may be behind, it stamps nothing before a replica has said how far the history has
 * come; but not for ever, as live delivery does not wait for the history. Thread-safe.
 */
final class Floor {
  private final NewestCursor newest;
  private List<Runnable> awaiting = new ArrayList<>();
  private volatile boolean known;

  /**
   * @param nanoTime this process' monotonic time
   */
  Floor(LongSupplier nanoTime) {
    newest = new NewestCursor(nanoTime);
  }

  void seen(long cursor) {
    newest.seen(cursor);
  }

  /** 0 where none has been seen. */
  long value() {
    return newest.value();
  }

  /** See {@link NewestCursor#before}. */
  OptionalLong before(Duration past) {
    return newest.before(past);
  }

  /** Does it as soon as the floor is known: at once, or later and in the order of the calls. */
  void whenKnown(Runnable task) {
    if (!known) {
      synchronized (this) {
        if (!known) {
          awaiting.add(task);
          return;
        }
      }
    }
    task.run();
  }

  /** A replica has told of its floor, or none has for as long as is waited. */
  synchronized void settle() {
    if (!known) {
      awaiting.forEach(Runnable::run);
      awaiting = List.of();
      known = true;
    }
  }
}
