package io.chorus.notification.inbox;

import io.chorus.model.message.Cursor;
import io.chorus.model.notification.Notification;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;

/** The statements of {@link Inbox}; $1 is the user where nothing else is said. */
final class InboxSql {
  /** The place of something that would be stored now, by the database's time. */
  static final String NOW = "(extract(epoch FROM now()) * 1000000)::bigint";

  private static final String UP_TO =
      "coalesce((SELECT up_to FROM notification.reader WHERE user_id = $1), 0)";

  private static final String NOT_EXPIRED = "(n.expires_at IS NULL OR n.expires_at > now())";

  // One statement, hence one snapshot, over both kinds: read one after the other, a broadcast could
  // be seen that is newer than something not seen. Each kind comes in order from its index, so that
  // no more is read of them than the page takes.
  private static final String MINE =
      """
      FROM (
        (SELECT cursor FROM notification.recipient WHERE user_id = $1 AND %1$s ORDER BY cursor %2$s)
        UNION ALL
        (SELECT cursor FROM notification.notification WHERE broadcast AND %1$s ORDER BY cursor %2$s)
      ) AS mine
      LEFT JOIN notification.read_mark AS mark ON mark.cursor = mine.cursor AND mark.user_id = $1
      """;

  // One more than asked for tells whether there are more. Lengths are known without the texts
  // being read.
  private static final String PAGE =
      """
      SELECT *
      FROM (
        SELECT nearest.*,
          count(*) OVER () AS found,
          sum(octet_length(message) + coalesce(octet_length(data), 0))
            OVER (ORDER BY cursor %5$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT n.cursor, n.id, n.type, n.title, n.message, n.data, n.broadcast, n.expires_at,
            mark.cursor IS NOT NULL OR n.cursor <= %1$s AS read
          %2$s
          JOIN notification.notification AS n ON n.cursor = mine.cursor
          WHERE %3$s AND %4$s
          ORDER BY mine.cursor %5$s LIMIT $4 + 1
        ) AS nearest
      ) AS measured
      WHERE before IS NULL OR before < $5
      ORDER BY cursor %5$s LIMIT $4
      """;

  private static final String BETWEEN = "cursor > $2 AND cursor < $3";
  private static final String NOT_UP_TO = "cursor > " + UP_TO;
  private static final String NOT_MARKED = "mark.cursor IS NULL";

  /** Of both kinds, from the indexes alone, behind one place up to another. */
  private static final String COUNT =
      """
      ((SELECT count(*) FROM notification.recipient
        WHERE user_id = $1 AND cursor > %1$s AND cursor <= %2$s)
      + (SELECT count(*) FROM notification.notification
        WHERE broadcast AND cursor > %1$s AND cursor <= %2$s))
      """;

  // $2 to $5 are a tally. Where it holds, only what has come since is counted, and what was read
  // since is taken off; else everything is. What has expired, and what is marked one by one, is
  // taken off each time. The former is little, being purged all the time; each of it is looked for
  // in the inbox, so that no plan goes through the inbox for it.
  static final String UNREAD =
      """
      WITH place AS MATERIALIZED (
        SELECT up_to, last, removals, removals = $4 AND up_to >= $2 AND last >= $3 AS holds
        FROM (SELECT %1$s AS up_to, (SELECT last FROM notification.clock) AS last,
          (SELECT count FROM notification.removal) AS removals) AS now
      ), expired AS MATERIALIZED (
        SELECT cursor, broadcast FROM notification.notification WHERE expires_at <= now()
      )
      SELECT up_to, last, removals,
        CASE WHEN holds
          THEN $5 - %2$s + %3$s
          ELSE %4$s
        END AS count,
        (SELECT count(*) FROM expired
         WHERE cursor > (SELECT up_to FROM place) AND (broadcast OR 1 = (
           SELECT count(*) FROM notification.recipient AS r
           WHERE r.user_id = $1 AND r.cursor = expired.cursor)))
        + (SELECT count(*) FROM notification.read_mark AS mark
           WHERE mark.user_id = $1 AND cursor > (SELECT up_to FROM place) AND EXISTS (
             SELECT FROM notification.notification AS n
             WHERE n.cursor = mark.cursor AND %5$s)) AS off
      FROM place
      """
          .formatted(
              UP_TO,
              COUNT.formatted("$2", "(SELECT least(up_to, $3) FROM place)"),
              COUNT.formatted("(SELECT greatest(up_to, $3) FROM place)", Long.MAX_VALUE),
              COUNT.formatted("(SELECT up_to FROM place)", Long.MAX_VALUE),
              NOT_EXPIRED);

  static final String NEWEST = "SELECT last FROM notification.clock";

  // A null for broadcasts. $1 is how long ago, in microseconds.
  static final String RECIPIENTS_SINCE =
      """
      (SELECT NULL AS user_id FROM notification.notification WHERE broadcast AND cursor > %1$s - $1
        LIMIT 1)
      UNION ALL
      (SELECT DISTINCT user_id FROM notification.recipient WHERE cursor > %1$s - $1 LIMIT $2)
      """
          .formatted(NOW);

  static final String READ_ONE =
      """
      WITH found AS (
        SELECT cursor FROM notification.notification AS n
        WHERE id = $2 AND %s AND (broadcast OR EXISTS (
          SELECT FROM notification.recipient AS r WHERE r.user_id = $1 AND r.cursor = n.cursor))
      ), marked AS (
        INSERT INTO notification.read_mark (cursor, user_id)
        SELECT cursor, $1 FROM found WHERE cursor > %s
        ON CONFLICT DO NOTHING
        RETURNING cursor
      )
      SELECT EXISTS (SELECT FROM found) AS found, EXISTS (SELECT FROM marked) AS marked
      """
          .formatted(NOT_EXPIRED, UP_TO);

  static final String READ_UP_TO =
      """
      INSERT INTO notification.reader AS reader (user_id, up_to)
      SELECT $1, least($2, last) FROM notification.clock
      ON CONFLICT (user_id) DO UPDATE SET up_to = excluded.up_to
      WHERE reader.up_to < excluded.up_to
      RETURNING up_to
      """;

  private InboxSql() {}

  /**
   * $2 and $3 are the bounds, which are left out themselves, $4 is the limit, $5 that in bytes,
   * which is passed by less than one entry.
   */
  static String page(boolean unread, Order order) {
    String bounds = unread ? BETWEEN + " AND " + NOT_UP_TO : BETWEEN;
    return PAGE.formatted(
        UP_TO,
        MINE.formatted(bounds, order.sql),
        NOT_EXPIRED,
        unread ? NOT_MARKED : "true",
        order.sql);
  }

  static InboxItem item(Row row, String userId) {
    long cursor = row.getLong("cursor");
    OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
    return new InboxItem(
        new Notification(
            row.getString("id"),
            row.getBoolean("broadcast") ? null : userId,
            row.getString("type"),
            row.getString("message"),
            row.getString("title"),
            row.getString("data"),
            expiresAt == null ? null : expiresAt.toInstant().toEpochMilli(),
            Cursor.toMillis(cursor),
            cursor),
        row.getBoolean("read"));
  }
}
