package io.chorus.chat.posting;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.bus.Stamp;
import io.chorus.chat.outbox.NotStored;
import io.chorus.chat.outbox.Outbox;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.EntryFrame;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.Cursor;
import io.chorus.trace.Step;
import io.chorus.trace.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/**
 * Posts messages, and what is done to them: live first, then durable, then acknowledged.
 * Thread-safe; never blocks.
 */
@Singleton
public class Posting {
  private final Bus bus;
  private final RoomBus rooms;
  private final Outbox outbox;
  private final Congestion congestion;
  private final Withdrawals withdrawals;
  private final Counter refused;
  private final Outcomes outcomes;
  private final Tracing tracing;

  Posting(
      Bus bus,
      RoomBus rooms,
      Outbox outbox,
      Congestion congestion,
      Vertx vertx,
      MeterRegistry metrics,
      Tracing tracing) {
    this.tracing = tracing;
    this.congestion = congestion;
    this.bus = bus;
    this.rooms = rooms;
    this.outbox = outbox;
    this.withdrawals = new Withdrawals(rooms, vertx);
    this.refused = metrics.counter("chorus.refused", "bound", "outbox");
    this.outcomes = new Outcomes(metrics);
    Gauge.builder("chorus.outbox.size", outbox, Outbox::size).register(metrics);
    Gauge.builder("chorus.outbox.bytes", outbox, Outbox::bytes).register(metrics);
  }

  /**
   * Publishes a message to its room and has it stored. Calls made one after the other from one
   * thread are stamped in that order.
   *
   * @return completes on the caller's context, once the message is stored; fails with a {@link
   *     Refusal}: {@code overloaded} when there is no place in the outbox or Redis is away, {@code
   *     not_stored} when the history did not acknowledge in time. Sent again with the same id it is
   *     the same message.
   */
  public Future<Receipt> post(Draft draft) {
    return keep(draft)
        .map(
            cursor ->
                new Receipt(
                    draft.entry().id(), draft.room().value(), cursor, Cursor.toMillis(cursor)));
  }

  /**
   * Publishes a change of a message and has it stored, as {@link #post} does a message. Made again
   * with the same changeId it is the same change.
   *
   * @return as of {@link #post}; may fail with {@code not_found} or {@code forbidden} too, for what
   *     the history alone can know
   */
  public Future<ChangeReceipt> change(Draft draft) {
    return keep(draft).map(cursor -> new ChangeReceipt(cursor, Cursor.toMillis(cursor)));
  }

  private Future<Long> keep(Draft draft) {
    long began = System.nanoTime();
    congestion.began();
    Step step = tracing.request(EntryFrame.event(draft.entry()).wire());
    // There all of it happens; the sender's event loop is woken up once, by the end of it.
    return step.until(
        bus.call(() -> store(draft, step, true))
            .recover(cause -> Future.<Long>failedFuture(refusal(cause)))
            .onComplete(congestion::ended)
            .onComplete(ended -> outcomes.ended(ended, began)));
  }

  /**
   * @param step of the trace that it is part of
   * @param anew whether a stamp of former days, which the history takes no more, makes place for a
   *     new one
   */
  private Future<Long> store(Draft draft, Step step, boolean anew) {
    int bytes = draft.bytes();
    if (!outbox.reserve(bytes)) {
      refused.increment();
      return Future.failedFuture(
          new Refusal(ErrorCode.OVERLOADED, "too many messages wait to be stored"));
    }
    // Before the stamp, so that no message ever counts as younger than it is.
    long began = System.nanoTime();
    return step.child("stamp", SpanKind.CLIENT)
        .until(rooms.publish(draft))
        .onFailure(ignored -> outbox.cancel(bytes))
        .onSuccess(outcomes::stamped)
        .compose(
            stamp ->
                stored(draft, stamp, bytes, stamp.givenNanos(began), step)
                    .recover(cause -> refused(draft, stamp, cause, step, anew)));
  }

  private Future<Long> stored(Draft draft, Stamp stamp, int bytes, long givenNanos, Step step) {
    Step storing = step.child("store", SpanKind.PRODUCER);
    return storing.until(outbox.store(draft.at(stamp), bytes, givenNanos, storing));
  }

  private Future<Long> refused(Draft draft, Stamp stamp, Throwable cause, Step step, boolean anew) {
    if (!(cause instanceof NotStored notStored)) {
      return Future.failedFuture(cause);
    }
    if (notStored.isFinal() && !stamp.isRemembered() && isShown(notStored.reason())) {
      withdrawals.add(draft.room(), stamp.cursor());
    }
    if (!notStored.isRefused()) {
      return Future.failedFuture(cause);
    }
    // Ahead of the next stamp: the bus keeps the order.
    rooms.forget(draft);
    return anew && stamp.isRemembered() ? store(draft, step, false) : Future.failedFuture(cause);
  }

  /** Whether those who have seen it live show something that is not so. */
  private static boolean isShown(Refused reason) {
    return reason == Refused.TOO_OLD || reason == Refused.TOO_MANY;
  }

  private static Throwable refusal(Throwable cause) {
    return switch (cause) {
      case BusUnavailable away -> new Refusal(ErrorCode.OVERLOADED, away.getMessage());
      case NotStored refused when refused.isFinal() ->
          new Refusal(code(refused.reason()), text(refused.reason()));
      case NotStored late ->
          new Refusal(ErrorCode.NOT_STORED, late.getMessage() + "; send it again with the same id");
      default -> cause;
    };
  }

  private static ErrorCode code(Refused reason) {
    return switch (reason) {
      case NOT_FOUND, DELETED -> ErrorCode.NOT_FOUND;
      case TOO_OLD, TOO_MANY -> ErrorCode.FORBIDDEN;
      case UNREADABLE, UNKNOWN_CONTENT, TOO_LATE, NOT_STORABLE -> ErrorCode.NOT_STORED;
    };
  }

  private static String text(Refused reason) {
    return switch (reason) {
      case NOT_FOUND -> "there is no such message";
      case DELETED -> "the message was deleted";
      case TOO_OLD -> "the message is too old to be edited";
      case TOO_MANY -> "too many different reactions to the message";
      case UNREADABLE, UNKNOWN_CONTENT, TOO_LATE, NOT_STORABLE -> reason.text();
    };
  }
}
