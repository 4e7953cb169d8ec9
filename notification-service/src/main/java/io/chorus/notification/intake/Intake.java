package io.chorus.notification.intake;

import io.chorus.model.message.Cursor;
import io.chorus.model.notification.Notification;
import io.chorus.notification.fanout.Fanout;
import io.chorus.notification.inbox.Accepted;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.Recipients;
import io.chorus.notification.inbox.RequestKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Stores a notification, then sends it. Thread-safe; never blocks. */
@Singleton
class Intake {
  /**
   * @param recipients null for a broadcast
   */
  record Receipt(String id, Integer recipients) {}

  private final InboxWriter inbox;
  private final Fanout fanout;
  private final Counter accepted;
  private final Counter stored;

  Intake(InboxWriter inbox, Fanout fanout, MeterRegistry metrics) {
    this.inbox = inbox;
    this.fanout = fanout;
    this.accepted = metrics.counter("chorus.notifications.accepted");
    this.stored = metrics.counter("chorus.notifications.stored");
  }

  /**
   * @param key null where the caller gave none
   * @return after the commit; fails with {@link KeyReused} when the key stands for another request
   */
  Uni<Receipt> take(NewNotification notification, RequestKey key) {
    accepted.increment();
    Uni<Accepted> storing =
        key == null ? inbox.store(notification) : inbox.store(notification, key);
    return storing.map(
        outcome ->
            switch (outcome) {
              case Accepted.Stored now -> {
                stored.increment();
                send(notification, now.cursor());
                yield new Receipt(notification.id(), InboxWriter.count(notification.recipients()));
              }
              case Accepted.Repeated before -> new Receipt(before.id(), before.recipients());
              case Accepted.KeyReused other -> throw new KeyReused();
            });
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
      case Recipients.Everybody everybody -> fanout.toEverybody(sent);
    }
  }
}
