package io.chorus.checker.client;

import io.chorus.checker.trace.Trace;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fills a room's view from the history: one reading at a time, which is repeated until nothing is
 * known to be missing, or until what is can no longer be stored.
 */
final class Repair {
  /** The storing deadline of 10 s, and some. */
  private static final long HOLE_NANOS = TimeUnit.SECONDS.toNanos(12);

  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final Vertx vertx;
  private final String roomId;
  private final RoomView view;
  private final HistoryReader history;
  private final Trace trace;
  private boolean reading;
  private Long next;

  Repair(Vertx vertx, String roomId, RoomView view, HistoryReader history, Trace trace) {
    this.vertx = vertx;
    this.roomId = roomId;
    this.view = view;
    this.history = history;
    this.trace = trace;
  }

  /** Reads everything after that place. */
  void read(long after) {
    next = next == null ? after : Math.min(next, after);
    if (!reading) {
      begin();
    }
  }

  boolean isIdle() {
    return !reading;
  }

  private void begin() {
    Long after = next;
    next = null;
    reading = after != null;
    if (reading) {
      attempt(after, 0, FIRST_WAIT_MILLIS);
    }
  }

  private void attempt(long after, long firstAnswer, long wait) {
    history
        .after(roomId, after)
        .onSuccess(
            entries -> answered(after, firstAnswer == 0 ? now() : firstAnswer, wait, entries));
  }

  private void answered(long after, long firstAnswer, long wait, List<Entry> entries) {
    view.stored(entries);
    boolean whole = view.isWhole(after);
    trace.add(
        "read %s after %d: %d entries%s"
            .formatted(roomId, after, entries.size(), whole ? "" : ", not whole"));
    if (whole || now() - firstAnswer > HOLE_NANOS) {
      begin();
    } else {
      long from = view.unreadAfter(after);
      vertx.setTimer(
          wait, ignored -> attempt(from, firstAnswer, Math.min(2 * wait, LONGEST_WAIT_MILLIS)));
    }
  }

  private static long now() {
    return System.nanoTime();
  }
}
