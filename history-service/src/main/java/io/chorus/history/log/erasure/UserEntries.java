package io.chorus.history.log.erasure;

import io.chorus.history.log.LogReads;
import io.chorus.history.log.state.DeletedSql;
import io.chorus.history.log.state.EntryRow;
import io.chorus.model.message.LogEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Reads all that is of one user, page by page: the rooms with the user's markers, and room by room
 * the messages, then the changes, in the order of their ids, by which an index finds them. Fails as
 * {@link LogReads} does. Thread-safe; never blocks.
 */
@Singleton
public class UserEntries {
  /** Entries or rooms of a page: texts of 24 KiB each, at the most. */
  private static final int PAGE = 100;

  // $1 is the user, $2 the room, $3 the id behind which they are.
  private static final String MESSAGES =
      """
      SELECT cursor, prev, 'message' AS event, user_id, id, NULL AS by_user_id, username,
        NULL AS change_id, content, metadata, NULL AS reaction, NULL::boolean AS is_on,
        reply_to_user_id, reply_to_id
      FROM history.message
      WHERE room_id = $2 AND user_id = $1 AND id > $3
      ORDER BY id LIMIT $4
      """;

  private static final String CHANGES =
      """
      SELECT cursor, prev, event, user_id, id, by_user_id, by_username AS username,
        change_id, reaction, is_on, NULL AS reply_to_user_id, NULL AS reply_to_id, %s
      FROM history.change AS c
      %s
      WHERE room_id = $2 AND by_user_id = $1 AND change_id > $3
      ORDER BY change_id LIMIT $4
      """
          .formatted(DeletedSql.COLUMNS, DeletedSql.GONE.formatted("c"));

  private static final String ROOMS =
      """
      SELECT room_id, read FROM history.member
      WHERE user_id = $1 AND room_id > $2 ORDER BY room_id LIMIT $3
      """;

  private final LogReads reads;

  UserEntries(LogReads reads) {
    this.reads = reads;
  }

  /** A room of a user's, and how far it is read. */
  @RegisterForReflection
  public record MarkedRoom(String roomId, long read) {}

  /** The next of a user's rooms, by their names; none at the end. */
  public Uni<List<MarkedRoom>> roomsAfter(String userId, String roomId) {
    return reads
        .query(ROOMS, Tuple.of(userId, roomId, PAGE))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new MarkedRoom(row.getString("room_id"), row.getLong("read")))
                    .toList());
  }

  /**
   * Where a reader has come to.
   *
   * @param changes whether it is at the room's changes, behind its messages
   * @param id of the last entry that was read there
   */
  public record Position(String roomId, boolean changes, String id, boolean inRoom) {
    public static final Position BEGIN = new Position("", false, "", false);

    private static Position in(String roomId) {
      return new Position(roomId, false, "", true);
    }

    private static Position behind(String roomId) {
      return new Position(roomId, false, "", false);
    }
  }

  /**
   * @param entries may be none, though there are more
   * @param next null at the end
   */
  public record Page(List<LogEntry> entries, Position next) {}

  /** What the user has written and done, from a position on. */
  public Uni<Page> from(String userId, Position at) {
    return at.inRoom ? inRoom(userId, at) : nextRoom(userId, at);
  }

  private Uni<Page> nextRoom(String userId, Position at) {
    return reads
        .query(UserRoomsSql.NEXT, Tuple.of(userId, at.roomId))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              String found = row.getString("found");
              if (found != null) {
                return new Page(List.of(), Position.in(found));
              }
              boolean ended = row.getBoolean("ended");
              return new Page(List.of(), ended ? null : Position.behind(row.getString("last")));
            });
  }

  private Uni<Page> inRoom(String userId, Position at) {
    return reads
        .query(at.changes ? CHANGES : MESSAGES, Tuple.of(userId, at.roomId, at.id, PAGE))
        .map(rows -> new Page(entries(at.roomId, rows), after(at, rows)));
  }

  private static Position after(Position at, RowSet<Row> rows) {
    if (rows.size() == PAGE) {
      String column = at.changes ? "change_id" : "id";
      String last = null;
      for (Row row : rows) {
        last = row.getString(column);
      }
      return new Position(at.roomId, at.changes, last, true);
    }
    return at.changes ? Position.behind(at.roomId) : new Position(at.roomId, true, "", true);
  }

  private static List<LogEntry> entries(String roomId, RowSet<Row> rows) {
    List<LogEntry> entries = new ArrayList<>(rows.size());
    rows.forEach(row -> entries.add(EntryRow.entry(roomId, row)));
    return entries;
  }
}
