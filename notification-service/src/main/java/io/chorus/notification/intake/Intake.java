package io.chorus.notification.intake;

import io.chorus.metrics.Latencies;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.message.Cursor;
import io.chorus.model.notification.Notification;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.fanout.Fanout;
import io.chorus.notification.inbox.Accepted;
import io.chorus.notification.inbox.InboxUnavailable;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.Recipients;
import io.chorus.notification.inbox.RequestKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Stores a notification, then sends it. Thread-safe; never blocks. */
@Startup
@Singleton
class Intake {
  /**
   * @param recipients null for a broadcast
   */
  @RegisterForReflection
  record Receipt(String id, Integer recipients) {}

  private final InboxWriter inbox;
  private final Fanout fanout;
  private final NotificationConfig config;
  private final Counter accepted;
  private final Counter stored;
  private final Timer storing;
  private final BeingStored waiting;

  Intake(InboxWriter inbox, Fanout fanout, NotificationConfig config, MeterRegistry metrics) {
    this.inbox = inbox;
    this.fanout = fanout;
    this.config = config;
    this.waiting = new BeingStored(config, metrics);
    this.accepted = metrics.counter("chorus.notifications.accepted");
    this.stored = metrics.counter("chorus.notifications.stored");
    this.storing =
        Timer.builder("chorus.notifications.storing")
            .description("From a request's arrival until its notification is committed")
            .serviceLevelObjectives(Latencies.buckets())
            .register(metrics);
  }

  /**
   * @param key null where the caller gave none
   * @return after the commit; fails with {@link KeyReused} when the key stands for another request,
   *     with a {@link Refusal} with {@code overloaded} when too many are being stored, and with
   *     {@code not_stored} when it was not seen to be stored in time
   */
  Uni<Receipt> take(NewNotification notification, RequestKey key) {
    if (!waiting.tryEnter(notification)) {
      return Uni.createFrom()
          .failure(new Refusal(ErrorCode.OVERLOADED, "too many notifications are being stored"));
    }
    accepted.increment();
    long began = System.nanoTime();
    Uni<Receipt> outcome =
        (key == null ? inbox.store(notification) : inbox.store(notification, key))
            .onTermination()
            .invoke(() -> waiting.leave(notification))
            .onItem()
            .invoke(() -> storing.record(System.nanoTime() - began, TimeUnit.NANOSECONDS))
            .map(it -> complete(notification, it))
            .onFailure(InboxUnavailable.class)
            .transform(Intake::notStored)
            .memoize()
            .indefinitely();
    // Not given up when the caller is gone or has waited long enough: what is stored is sent.
    outcome.subscribe().with(done -> {}, failed -> {});
    return outcome
        .ifNoItem()
        .after(config.storeWithin())
        .failWith(() -> new Refusal(ErrorCode.NOT_STORED, "not seen to be stored in time"));
  }

  private Receipt complete(NewNotification notification, Accepted outcome) {
    return switch (outcome) {
      case Accepted.Stored now -> {
        stored.increment();
        send(notification, now.cursor());
        yield new Receipt(notification.id(), InboxWriter.count(notification.recipients()));
      }
      case Accepted.Repeated before -> new Receipt(before.id(), before.recipients());
      case Accepted.KeyReused _ -> throw new KeyReused();
      case Accepted.Expired _ -> throw Refusal.invalid("expiresAt must be in the future");
    };
  }

  private static Refusal notStored(Throwable outage) {
    return new Refusal(ErrorCode.NOT_STORED, "the inbox is away; try again");
  }

  private void send(NewNotification notification, long cursor) {
    Notification sent =
        new Notification(
            notification.id(),
            null,
            notification.type(),
            notification.message(),
            notification.title(),
            notification.data(),
            notification.expiresAt() == null ? null : notification.expiresAt().toEpochMilli(),
            Cursor.toMillis(cursor),
            cursor);
    switch (notification.recipients()) {
      case Recipients.Users users -> fanout.toUsers(sent, users.userIds());
      case Recipients.Everybody _ -> fanout.toEverybody(sent);
    }
  }
}
