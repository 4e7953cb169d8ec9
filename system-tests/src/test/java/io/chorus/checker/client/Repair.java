package io.chorus.checker.client;

import io.chorus.checker.trace.Trace;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fills a room's view from the history: one reading at a time, which is repeated until it chains,
 * or until what it lacks can no longer be stored.
 */
final class Repair {
  /** The storing deadline of 10 s, and some. */
  private static final long HOLE_NANOS = TimeUnit.SECONDS.toNanos(12);

  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  /**
   * What is to be read: everything after {@code after}, and {@code until} among it, 0 for no such
   * message.
   */
  private record Stretch(long after, long until) {
    Stretch and(Stretch other) {
      return other == null
          ? this
          : new Stretch(Math.min(after, other.after), Math.max(until, other.until));
    }
  }

  private final Vertx vertx;
  private final String roomId;
  private final RoomView view;
  private final HistoryReader history;
  private final Trace trace;
  private boolean reading;
  private Stretch next;

  Repair(Vertx vertx, String roomId, RoomView view, HistoryReader history, Trace trace) {
    this.vertx = vertx;
    this.roomId = roomId;
    this.view = view;
    this.history = history;
    this.trace = trace;
  }

  void read(long after, long until) {
    next = new Stretch(after, until).and(next);
    if (!reading) {
      begin();
    }
  }

  boolean isIdle() {
    return !reading;
  }

  private void begin() {
    Stretch stretch = next;
    next = null;
    reading = stretch != null;
    if (reading) {
      attempt(stretch, 0, FIRST_WAIT_MILLIS);
    }
  }

  private void attempt(Stretch stretch, long firstAnswer, long wait) {
    history
        .after(roomId, stretch.after())
        .onSuccess(
            messages -> answered(stretch, firstAnswer == 0 ? now() : firstAnswer, wait, messages));
  }

  private void answered(Stretch stretch, long firstAnswer, long wait, List<Message> messages) {
    view.stored(messages);
    boolean whole =
        view.chains(stretch.after(), messages)
            && (stretch.until() <= stretch.after() || view.has(stretch.until()));
    trace.add(
        "read %s after %d: %d messages%s"
            .formatted(roomId, stretch.after(), messages.size(), whole ? "" : ", not chained"));
    if (whole || now() - firstAnswer > HOLE_NANOS) {
      begin();
    } else {
      vertx.setTimer(
          wait, ignored -> attempt(stretch, firstAnswer, Math.min(2 * wait, LONGEST_WAIT_MILLIS)));
    }
  }

  private static long now() {
    return System.nanoTime();
  }
}
