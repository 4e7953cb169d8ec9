package io.chorus.checker.client;

import io.chorus.checker.trace.Trace;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Fills a room's view from the log: one reading at a time, which is repeated at growing intervals,
 * from the first open place on, until none is: each is found, or can no longer be stored.
 */
final class Repair {
  private static final long FIRST_WAIT_MILLIS = 300;
  private static final long LONGEST_WAIT_MILLIS = 3_000;

  private final Vertx vertx;
  private final String roomId;
  private final RoomView view;
  private final HistoryReader history;
  private final Trace trace;
  private boolean busy;
  private OptionalLong wanted = OptionalLong.empty();

  Repair(Vertx vertx, String roomId, RoomView view, HistoryReader history, Trace trace) {
    this.vertx = vertx;
    this.roomId = roomId;
    this.view = view;
    this.history = history;
    this.trace = trace;
  }

  /**
   * Reads everything after that place: at once, or with the next reading where one is under way.
   */
  void read(long after) {
    wanted = lower(wanted, OptionalLong.of(after));
    if (!busy) {
      attempt(FIRST_WAIT_MILLIS);
    }
  }

  boolean isIdle() {
    return !busy;
  }

  private void attempt(long wait) {
    OptionalLong lowest = lower(wanted, view.open());
    wanted = OptionalLong.empty();
    busy = lowest.isPresent();
    if (busy) {
      long after = lowest.getAsLong();
      long asked = System.nanoTime();
      history.after(roomId, after).onSuccess(entries -> answered(after, entries, asked, wait));
    }
  }

  private void answered(long after, List<Entry> entries, long asked, long wait) {
    view.read(after, entries, asked, System.nanoTime());
    busy = wanted.isPresent() || view.open().isPresent();
    trace.add(
        "read %s after %d: %d entries%s"
            .formatted(roomId, after, entries.size(), busy ? ", not whole" : ""));
    if (busy) {
      vertx.setTimer(wait, ignored -> attempt(Math.min(2 * wait, LONGEST_WAIT_MILLIS)));
    }
  }

  private static OptionalLong lower(OptionalLong one, OptionalLong other) {
    return LongStream.concat(one.stream(), other.stream()).min();
  }
}
