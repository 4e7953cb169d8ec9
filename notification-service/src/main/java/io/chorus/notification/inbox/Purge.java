package io.chorus.notification.inbox;

import io.chorus.database.Batches;
import io.chorus.notification.NotificationConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what has expired or is older than the retention, with its recipients and marks. Any
 * number of replicas may do so at once: each takes what no other has locked.
 */
@Startup
@Singleton
class Purge {
  /** Notifications in one transaction: each may bring ten thousand recipients with it. */
  private static final int BATCH = 20;

  private static final int READERS_BATCH = 1000;

  /** A cursor, by the database's own time; $1 is the retention in microseconds. */
  private static final String OLDEST = InboxSql.NOW + " - $1";

  private static final String NOTIFICATIONS =
      """
      WITH old AS (
        SELECT cursor FROM notification.notification
        WHERE cursor < %s OR expires_at < now()
        LIMIT $2 FOR UPDATE SKIP LOCKED
      ), recipients AS (
        DELETE FROM notification.recipient USING old WHERE recipient.cursor = old.cursor
      ), marks AS (
        DELETE FROM notification.read_mark USING old WHERE read_mark.cursor = old.cursor
      )
      DELETE FROM notification.notification USING old WHERE notification.cursor = old.cursor
      """
          .formatted(OLDEST);

  // Left by a user who read what was just being purged.
  private static final String STRAY_MARKS =
      "DELETE FROM notification.read_mark WHERE cursor < " + OLDEST;

  // Where everything a user has read is gone, it need not be known how far it was read.
  private static final String READERS =
      """
      DELETE FROM notification.reader WHERE user_id IN (
        SELECT user_id FROM notification.reader WHERE up_to < %s
        LIMIT $2 FOR UPDATE SKIP LOCKED)
      """
          .formatted(OLDEST);

  private final Pool pool;
  private final NotificationConfig config;
  private final Counter purged;

  Purge(Pool pool, NotificationConfig config, MeterRegistry metrics) {
    this.pool = pool;
    this.config = config;
    this.purged = metrics.counter("chorus.notifications.purged");
  }

  @Scheduled(
      every = "${chorus.notifications.purge-every:1m}",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> run() {
    long retention = TimeUnit.MILLISECONDS.toMicros(config.retention().toMillis());
    return inBatches(NOTIFICATIONS, retention, BATCH)
        .invoke(deleted -> purged.increment(deleted))
        .chain(() -> inBatches(READERS, retention, READERS_BATCH))
        .chain(() -> pool.preparedQuery(STRAY_MARKS).execute(Tuple.of(retention)))
        .replaceWithVoid();
  }

  private Uni<Long> inBatches(String statement, long retention, int size) {
    return Batches.all(
        () ->
            pool.preparedQuery(statement).execute(Tuple.of(retention, size)).map(RowSet::rowCount),
        size);
  }
}
