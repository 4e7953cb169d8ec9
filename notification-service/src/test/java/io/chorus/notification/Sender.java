package io.chorus.notification;

import io.chorus.notification.inbox.Accepted;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.Recipients;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Puts notifications into inboxes for a test; nothing is published. */
public final class Sender {
  private final InboxWriter inbox;

  public Sender(InboxWriter inbox) {
    this.inbox = inbox;
  }

  /** Gives the cursor. */
  public long send(String message, String... userIds) {
    return store(message, new Recipients.Users(List.of(userIds)), null);
  }

  public long broadcast(String message) {
    return store(message, new Recipients.Everybody(), null);
  }

  public long sendUntil(Instant expiresAt, String message, String... userIds) {
    return store(message, new Recipients.Users(List.of(userIds)), expiresAt);
  }

  /** Sends what is over by now. */
  public long sendExpired(Pool pool, String message, String... userIds) {
    long cursor = sendUntil(Instant.now().plusSeconds(600), message, userIds);
    pool.preparedQuery(
            "UPDATE notification.notification SET expires_at = now() - interval '1 second'"
                + " WHERE cursor = $1")
        .execute(Tuple.of(cursor))
        .await()
        .atMost(Duration.ofSeconds(10));
    return cursor;
  }

  private long store(String message, Recipients recipients, Instant expiresAt) {
    NewNotification notification =
        new NewNotification(
            UUID.randomUUID().toString(), "test", null, message, null, expiresAt, recipients);
    Accepted accepted = inbox.store(notification).await().atMost(Duration.ofSeconds(10));
    return ((Accepted.Stored) accepted).cursor();
  }
}
