package io.chorus.history.log;

import io.chorus.database.Outage;
import io.chorus.history.HistoryConfig;
import io.chorus.model.room.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads the log. What PostgreSQL hands over is bounded in bytes: it leaves off once the bound is
 * passed, the first message always being there. Failures that may pass, and those to answer in
 * time, are {@link LogUnavailable}. Thread-safe; never blocks.
 */
@Singleton
public class MessageLog {
  // One row more than asked for tells whether there are more. Lengths are known without the texts
  // being read.
  private static final String STRETCH =
      """
      SELECT id, user_id, username, content, metadata, cursor, prev, found
      FROM (
        SELECT nearest.*,
          count(*) OVER () AS found,
          sum(octet_length(content) + coalesce(octet_length(metadata), 0))
            OVER (ORDER BY cursor %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT * FROM history.message
          WHERE room_id = $1 AND cursor %2$s $2
          ORDER BY cursor %1$s LIMIT $3 + 1
        ) AS nearest
      ) AS measured
      WHERE before IS NULL OR before < $4
      ORDER BY cursor %1$s LIMIT $3
      """;

  private static final String OLDER = STRETCH.formatted("DESC", "<");
  private static final String NEWER = STRETCH.formatted("ASC", ">");

  private static final String SUITE = "SELECT id FROM history.suite";
  private static final String NEWEST_PLACE = "SELECT coalesce(max(cursor), 0) FROM history.message";

  private final Pool pool;
  private final Duration readWithin;

  MessageLog(Pool pool, HistoryConfig config) {
    this.pool = pool;
    this.readWithin = config.history().readWithin();
  }

  /** The id of the suite whose log this is, the same for as long as the database lives. */
  public Uni<String> suite() {
    return bounded(pool.query(SUITE).execute().map(rows -> rows.iterator().next().getString(0)));
  }

  /** The newest cursor of any room; 0 where there is none. */
  Uni<Long> newestPlace() {
    return bounded(
        pool.query(NEWEST_PLACE).execute().map(rows -> rows.iterator().next().getLong(0)));
  }

  /** The newest messages. */
  public Uni<Stretch> newest(RoomId room, int limit, int maxBytes) {
    return before(room, Long.MAX_VALUE, limit, maxBytes);
  }

  /** The newest of the messages older than the cursor. */
  public Uni<Stretch> before(RoomId room, long cursor, int limit, int maxBytes) {
    return read(OLDER, room, cursor, limit, maxBytes);
  }

  /** The oldest of the messages newer than the cursor. */
  public Uni<Stretch> after(RoomId room, long cursor, int limit, int maxBytes) {
    return read(NEWER, room, cursor, limit, maxBytes);
  }

  private Uni<Stretch> read(String statement, RoomId room, long cursor, int limit, int maxBytes) {
    return bounded(
        pool.preparedQuery(statement)
            .execute(Tuple.of(room.value(), cursor, limit, maxBytes))
            .map(rows -> stretch(room, rows)));
  }

  private <T> Uni<T> bounded(Uni<T> read) {
    return read.ifNoItem()
        .after(readWithin)
        .fail()
        .onFailure(Outage::isOne)
        .transform(LogUnavailable::new);
  }

  private static Stretch stretch(RoomId room, RowSet<Row> rows) {
    List<LoggedMessage> messages =
        StreamSupport.stream(rows.spliterator(), false).map(row -> message(room, row)).toList();
    return new Stretch(
        messages, rows.size() > 0 && rows.iterator().next().getLong("found") > messages.size());
  }

  private static LoggedMessage message(RoomId room, Row row) {
    return new LoggedMessage(
        row.getString("id"),
        room.value(),
        row.getString("user_id"),
        row.getString("username"),
        row.getString("content"),
        row.getString("metadata"),
        row.getLong("cursor"),
        row.getLong("prev"));
  }
}
