package io.chorus.history.log.state;

import io.chorus.history.log.LogReads;
import io.chorus.model.frame.EntryFrame;
import io.chorus.model.frame.Event;
import io.chorus.model.room.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a room's log entry by entry, each as it was; of what is deleted the content is empty. What
 * PostgreSQL hands over is bounded in bytes, the first entry always being there. Fails as {@link
 * LogReads} does. Thread-safe; never blocks.
 */
@Singleton
public class Entries {
  // One more than asked for tells whether there are more. Lengths are known without the texts being
  // read. Places of messages come from the key alone: reading the rows at once, PostgreSQL might go
  // along all rooms.
  private static final String AFTER =
      """
      SELECT *
      FROM (
        SELECT *, count(*) OVER ()::int AS found,
          sum(octet_length(coalesce(content, '')) + octet_length(coalesce(metadata, '')))
            OVER (ORDER BY cursor ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
        FROM (
          SELECT cursor, prev, event, user_id, id, by_user_id, username, change_id, reaction, is_on,
            reply_to_user_id, reply_to_id, %s
          FROM (
            (
              SELECT room_id, cursor, prev, 'message' AS event, user_id, id, NULL AS by_user_id, username,
                NULL AS change_id, content, metadata, NULL AS reaction, NULL::boolean AS is_on,
                reply_to_user_id, reply_to_id
              FROM history.message
              WHERE room_id = $1 AND cursor IN (
                SELECT m.cursor FROM history.message AS m
                WHERE m.room_id = $1 AND m.cursor > $2
                ORDER BY m.cursor LIMIT $3 + 1)
            )
            UNION ALL
            (
              SELECT room_id, cursor, prev, event, user_id, id, by_user_id, by_username,
                change_id, content, metadata, reaction, is_on, NULL, NULL
              FROM history.change
              WHERE room_id = $1 AND cursor > $2
              ORDER BY cursor LIMIT $3 + 1
            )
            ORDER BY cursor LIMIT $3 + 1
          ) AS nearest
          %s
        ) AS entry
      ) AS measured
      WHERE bytes_before IS NULL OR bytes_before < $4
      ORDER BY cursor LIMIT $3
      """
          .formatted(DeletedSql.COLUMNS, DeletedSql.GONE.formatted("nearest"));

  private static final String VOID = Event.VOID.wire();

  private final LogReads reads;

  Entries(LogReads reads) {
    this.reads = reads;
  }

  /**
   * A stretch of a room's log.
   *
   * @param frames of its entries as they were live, the oldest first
   * @param hasMore whether newer ones are there
   */
  public record Stretch(List<String> frames, boolean hasMore) {}

  /** The oldest of the entries newer than the cursor. */
  public Uni<Stretch> after(RoomId room, long cursor, int limit, int maxBytes) {
    return reads
        .query(AFTER, Tuple.of(room.value(), cursor, limit, maxBytes))
        .map(rows -> stretch(room.value(), rows));
  }

  private static Stretch stretch(String roomId, RowSet<Row> rows) {
    List<String> frames = new ArrayList<>(rows.size());
    boolean hasMore = false;
    for (Row row : rows) {
      frames.add(frame(roomId, row));
      hasMore = row.getInteger("found") > rows.size();
    }
    return new Stretch(frames, hasMore);
  }

  private static String frame(String roomId, Row row) {
    return row.getString("event").equals(VOID)
        ? EntryFrame.ofVoid(roomId, row.getLong("cursor"), row.getLong("prev"))
        : EntryFrame.of(EntryRow.entry(roomId, row));
  }
}
