package io.chorus.notification.inbox;

import io.chorus.database.Outage;
import io.chorus.database.Turns;
import io.chorus.notification.NotificationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;

/**
 * Puts notifications into inboxes, each with all of its recipients or not at all, in the order of
 * their cursors. Failures that may pass are {@link InboxUnavailable}; then it is not known whether
 * the notification was stored. Thread-safe; never blocks.
 */
@Singleton
public class InboxWriter {
  /**
   * One statement and so one transaction, which no loss of this process or its connection can leave
   * open: the clock's lock is held while the rows are written and committed, and no longer.
   */
  private static final String STORE =
      """
      clock AS (
        UPDATE notification.clock
        SET last = greatest(last + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
        %1$s
        RETURNING last
      ), stored AS (
        INSERT INTO notification.notification (cursor, id, type, title, message, data, broadcast, expires_at)
        SELECT last, $1, $2, $3, $4, $5, $6, $8 FROM clock
      ), received AS (
        INSERT INTO notification.recipient (user_id, cursor)
        SELECT user_id, last FROM clock, unnest($7::text[]) AS user_id
      )
      SELECT (SELECT last FROM clock) AS last, NOT %2$s AS expired
      """;

  // The database's own time, which is the same for all replicas.
  private static final String NOT_EXPIRED = "($8::timestamptz IS NULL OR $8 > now())";

  private static final String STORE_ALWAYS =
      "WITH " + STORE.formatted("WHERE " + NOT_EXPIRED, NOT_EXPIRED);

  /**
   * Stores when the key is free: never used, or so long ago that it is forgotten. A request under
   * the same key waits here until the first one is committed.
   */
  private static final String STORE_ONCE =
      """
      WITH claimed AS (
        INSERT INTO notification.request AS earlier (caller, key, fingerprint, id, recipients)
        SELECT $9, $10, $11, $1, $12::integer WHERE %1$s
        ON CONFLICT (caller, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, id = excluded.id,
            recipients = excluded.recipients, received = now()
        WHERE earlier.received < now() - $13::bigint * interval '1 millisecond'
        RETURNING id
      ),
      """
              .formatted(NOT_EXPIRED)
          + STORE.formatted("FROM claimed", NOT_EXPIRED);

  private static final String EARLIER =
      """
      SELECT fingerprint, id, recipients
      FROM notification.request WHERE caller = $1 AND key = $2
      """;

  private static final String FORGET =
      """
      DELETE FROM notification.request WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM notification.request
        WHERE received < now() - $1::bigint * interval '1 millisecond'
        ORDER BY received LIMIT $2))
      """;

  private final Pool pool;
  private final NotificationConfig config;
  private final Turns turns;

  InboxWriter(Pool pool, NotificationConfig config) {
    this.pool = pool;
    this.config = config;
    this.turns = new Turns(config.writers());
  }

  /** Stores a notification; completes after the commit, with {@link Accepted.Stored}. */
  public Uni<Accepted> store(NewNotification notification) {
    return turns
        .take(() -> query(STORE_ALWAYS, columns(notification)))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return isStored(row) ? stored(row) : new Accepted.Expired();
            });
  }

  /** Stores a notification unless this was asked for before; completes after the commit. */
  public Uni<Accepted> store(NewNotification notification, RequestKey key) {
    Tuple values =
        columns(notification)
            .addString(key.caller())
            .addString(key.key())
            .addString(key.fingerprint())
            .addInteger(count(notification.recipients()))
            .addLong(config.idempotency().toMillis());
    return turns
        .take(() -> query(STORE_ONCE, values))
        .chain(
            rows -> {
              Row row = rows.iterator().next();
              return isStored(row)
                  ? Uni.createFrom().item(stored(row))
                  : earlier(notification, key, row.getBoolean("expired"));
            });
  }

  private static Tuple columns(NewNotification notification) {
    String[] users =
        switch (notification.recipients()) {
          case Recipients.Users some -> some.userIds().toArray(String[]::new);
          case Recipients.Everybody _ -> new String[0];
        };
    return Tuple.tuple()
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
                : notification.expiresAt().atOffset(ZoneOffset.UTC));
  }

  private static boolean isStored(Row row) {
    return row.getLong("last") != null;
  }

  private static Accepted stored(Row row) {
    return new Accepted.Stored(row.getLong("last"));
  }

  /** A repeated request gets its answer, though what it asks for may be over by now. */
  private Uni<Accepted> earlier(NewNotification notification, RequestKey key, boolean expired) {
    return query(EARLIER, Tuple.of(key.caller(), key.key()))
        .chain(
            rows -> {
              if (rows.size() == 1) {
                return Uni.createFrom().item(compare(rows.iterator().next(), key));
              }
              return expired
                  ? Uni.createFrom().item(new Accepted.Expired())
                  // Forgotten in between, so the key is free.
                  : store(notification, key);
            });
  }

  private static Accepted compare(Row earlier, RequestKey key) {
    return earlier.getString("fingerprint").equals(key.fingerprint())
        ? new Accepted.Repeated(earlier.getString("id"), earlier.getInteger("recipients"))
        : new Accepted.KeyReused();
  }

  /**
   * Forgets keys whose time is over, the oldest first; any number of replicas may do so at once.
   *
   * @param atMost of them
   * @return how many it were
   */
  public Uni<Integer> forgetOldKeys(int atMost) {
    return query(FORGET, Tuple.of(config.idempotency().toMillis(), atMost)).map(RowSet::rowCount);
  }

  private Uni<RowSet<Row>> query(String sql, Tuple values) {
    return pool.preparedQuery(sql)
        .execute(values)
        .onFailure(Outage::isOne)
        .transform(InboxUnavailable::noted);
  }

  /** Number of recipients; null for a broadcast, which is for whoever comes to look. */
  public static Integer count(Recipients recipients) {
    return switch (recipients) {
      case Recipients.Users some -> some.userIds().size();
      case Recipients.Everybody _ -> null;
    };
  }
}
