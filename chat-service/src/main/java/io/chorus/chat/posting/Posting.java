package io.chorus.chat.posting;

import io.chorus.bus.BusUnavailable;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.outbox.NotStored;
import io.chorus.chat.outbox.Outbox;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.message.Cursor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Posts messages: live first, then durable, then acknowledged. Thread-safe; never blocks. */
@Singleton
public class Posting {
  private final RoomBus rooms;
  private final Outbox outbox;
  private final Counter published;
  private final Counter stored;
  private final Counter refused;

  Posting(RoomBus rooms, Outbox outbox, MeterRegistry metrics) {
    this.rooms = rooms;
    this.outbox = outbox;
    this.published = metrics.counter("chorus.messages.published");
    this.stored = metrics.counter("chorus.messages.stored");
    this.refused = metrics.counter("chorus.refused", "bound", "outbox");
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
    return store(draft, true)
        .onSuccess(ignored -> stored.increment())
        .map(
            cursor ->
                new Receipt(
                    draft.entry().id(), draft.room().value(), cursor, Cursor.toMillis(cursor)))
        .recover(cause -> Future.failedFuture(refusal(cause)));
  }

  /**
   * @param anew whether a stamp of former days, which the history takes no more, makes place for a
   *     new one
   */
  private Future<Long> store(Draft draft, boolean anew) {
    int bytes = draft.bytes();
    if (!outbox.reserve(bytes)) {
      refused.increment();
      return Future.failedFuture(
          new Refusal(ErrorCode.OVERLOADED, "too many messages wait to be stored"));
    }
    // Before the stamp, so that no message ever counts as younger than it is.
    long began = System.nanoTime();
    return rooms
        .publish(draft)
        .onFailure(ignored -> outbox.cancel(bytes))
        .onSuccess(ignored -> published.increment())
        .compose(
            stamp ->
                outbox
                    .store(draft.at(stamp), bytes, stamp.givenNanos(began))
                    .recover(cause -> refused(draft, cause, anew && stamp.isRemembered())));
  }

  private Future<Long> refused(Draft draft, Throwable cause, boolean anew) {
    if (!(cause instanceof NotStored notStored && notStored.isRefused())) {
      return Future.failedFuture(cause);
    }
    // Ahead of the next stamp: the bus keeps the order.
    rooms.forget(draft);
    return anew ? store(draft, false) : Future.failedFuture(cause);
  }

  private static Throwable refusal(Throwable cause) {
    return switch (cause) {
      case BusUnavailable away -> new Refusal(ErrorCode.OVERLOADED, away.getMessage());
      case NotStored late ->
          new Refusal(ErrorCode.NOT_STORED, late.getMessage() + "; send it again with the same id");
      default -> cause;
    };
  }
}
