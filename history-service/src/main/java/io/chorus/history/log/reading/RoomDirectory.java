package io.chorus.history.log.reading;

import io.chorus.history.log.LogReads;
import io.chorus.model.room.RoomAccess;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * All rooms in which something was said, by name. Fails as {@link LogReads} does. Thread-safe;
 * never blocks.
 */
@Singleton
public class RoomDirectory {
  /** Rooms that are looked at for one page, so that no page takes long, however few it finds. */
  static final int LOOKED_AT = 1_000;

  // From name to name along the key, one row after the other, so that PostgreSQL stops with the
  // page. The last room that is looked at is told in any case: from there the next page goes on.
  private static final String ROOMS =
      """
      WITH RECURSIVE room (room_id, number) AS (
        (SELECT room_id, 1 FROM history.message WHERE room_id > $3 ORDER BY room_id, cursor LIMIT 1)
        UNION ALL
        SELECT next.room_id, room.number + 1
        FROM room
        CROSS JOIN LATERAL (
          SELECT m.room_id FROM history.message AS m
          WHERE m.room_id > room.room_id
          ORDER BY m.room_id, m.cursor LIMIT 1
        ) AS next
        WHERE room.number < $5
      )
      SELECT room_id, listed, number = $5 AS last,
        CASE WHEN listed THEN greatest(
          (SELECT max(cursor) FROM history.message AS m WHERE m.room_id = found.room_id),
          (SELECT max(cursor) FROM history.change AS c WHERE c.room_id = found.room_id)) END AS newest
      FROM (
        SELECT room_id, number,
          room_id LIKE ANY ($1::text[]) AND position(lower($2) IN lower(room_id)) > 0 AS listed
        FROM room
      ) AS found
      WHERE listed OR number = $5
      LIMIT $4 + 1
      """;

  private final LogReads reads;

  RoomDirectory(LogReads reads) {
    this.reads = reads;
  }

  /**
   * @param newest the place of the newest entry of the room's log
   */
  public record ListedRoom(String roomId, long newest) {}

  /**
   * @param next the name behind which the next page begins; null where there is none
   */
  public record Page(List<ListedRoom> rooms, String next) {}

  /**
   * Rooms that somebody may enter.
   *
   * @param part of their names, in capitals or not; an empty one is in all names
   * @param after the name behind which they begin; empty for the first ones
   */
  public Uni<Page> of(RoomAccess access, String part, String after, int limit) {
    String[] patterns = access.patterns().stream().map(UserRooms::like).toArray(String[]::new);
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(patterns)
            .addString(part)
            .addString(after)
            .addInteger(limit)
            .addInteger(LOOKED_AT);
    return reads.query(ROOMS, parameters).map(rows -> page(rows, limit));
  }

  private static Page page(RowSet<Row> rows, int limit) {
    List<ListedRoom> found = new ArrayList<>(rows.size());
    String next = null;
    for (Row row : rows) {
      String roomId = row.getString("room_id");
      if (found.size() == limit) {
        return new Page(found, found.getLast().roomId());
      }
      if (row.getBoolean("listed")) {
        found.add(new ListedRoom(roomId, row.getLong("newest")));
      }
      next = row.getBoolean("last") ? roomId : null;
    }
    return new Page(found, next);
  }
}
