package io.chorus.notification.inbox;

import io.chorus.notification.NotificationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Puts notifications into inboxes, each with all of its recipients or not at all. Thread-safe;
 * never blocks.
 */
@Singleton
public class InboxWriter {
  private static final String STORE =
      """
      WITH clock AS (
        UPDATE notification.clock
        SET last = greatest(last + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        RETURNING last
      ), stored AS (
        INSERT INTO notification.notification (cursor, id, type, title, message, data, broadcast, expires_at)
        SELECT last, $1, $2, $3, $4, $5, $6, $8 FROM clock
      ), received AS (
        INSERT INTO notification.recipient (user_id, cursor)
        SELECT user_id, last FROM clock, unnest($7::text[]) AS user_id
      )
      SELECT last FROM clock
      """;

  /** Gives a row when the key is free: never used, or so long ago that it is forgotten. */
  private static final String CLAIM =
      """
      INSERT INTO notification.request AS earlier (caller, key, fingerprint, id, recipients)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (caller, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, id = excluded.id,
          recipients = excluded.recipients, received = now()
      WHERE earlier.received < $6
      RETURNING id
      """;

  private static final String EARLIER =
      """
      SELECT fingerprint, id, recipients
      FROM notification.request WHERE caller = $1 AND key = $2
      """;

  private static final String FORGET = "DELETE FROM notification.request WHERE received < $1";

  private final Pool pool;
  private final NotificationConfig config;

  InboxWriter(Pool pool, NotificationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Stores a notification; completes after the commit, with {@link Accepted.Stored}. */
  public Uni<Accepted> store(NewNotification notification) {
    return store(pool, notification);
  }

  /** Stores a notification unless this was asked for before; completes after the commit. */
  public Uni<Accepted> store(NewNotification notification, RequestKey key) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(CLAIM)
                .execute(
                    Tuple.of(
                        key.caller(),
                        key.key(),
                        key.fingerprint(),
                        notification.id(),
                        count(notification.recipients()),
                        forgotten()))
                .chain(
                    claimed ->
                        claimed.size() == 1
                            ? store(connection, notification)
                            : earlier(connection, key)));
  }

  private static Uni<Accepted> store(SqlClient client, NewNotification notification) {
    String[] users =
        switch (notification.recipients()) {
          case Recipients.Users some -> some.userIds().toArray(String[]::new);
          case Recipients.Everybody all -> new String[0];
        };
    return client
        .preparedQuery(STORE)
        .execute(
            Tuple.tuple()
                .addString(notification.id())
                .addString(notification.type())
                .addString(notification.title())
                .addString(notification.message())
                .addString(notification.data())
                .addBoolean(notification.recipients() instanceof Recipients.Everybody)
                .addArrayOfString(users)
                .addOffsetDateTime(
                    notification.expiresAt() == null
                        ? null
                        : notification.expiresAt().atOffset(ZoneOffset.UTC)))
        .map(rows -> new Accepted.Stored(rows.iterator().next().getLong("last")));
  }

  private static Uni<Accepted> earlier(SqlClient client, RequestKey key) {
    return client
        .preparedQuery(EARLIER)
        .execute(Tuple.of(key.caller(), key.key()))
        .map(rows -> compare(rows, key));
  }

  private static Accepted compare(RowSet<Row> rows, RequestKey key) {
    Row earlier = rows.iterator().next();
    return earlier.getString("fingerprint").equals(key.fingerprint())
        ? new Accepted.Repeated(earlier.getString("id"), earlier.getInteger("recipients"))
        : new Accepted.KeyReused();
  }

  /** Forgets the keys whose time is over; any number of replicas may do so at once. */
  public Uni<Integer> forgetOldKeys() {
    return pool.preparedQuery(FORGET).execute(Tuple.of(forgotten())).map(RowSet::rowCount);
  }

  private OffsetDateTime forgotten() {
    return OffsetDateTime.now(ZoneOffset.UTC).minus(config.idempotency());
  }

  /** Number of recipients; null for a broadcast, which is for whoever comes to look. */
  public static Integer count(Recipients recipients) {
    return switch (recipients) {
      case Recipients.Users some -> some.userIds().size();
      case Recipients.Everybody all -> null;
    };
  }
}
