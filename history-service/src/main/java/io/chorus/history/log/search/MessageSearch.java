package io.chorus.history.log.search;

import io.chorus.history.log.LogReads;
import io.chorus.history.log.SearchWords;
import io.chorus.history.log.reading.UserRooms;
import io.chorus.model.room.RoomAccess;
import io.chorus.model.room.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds messages by their words as they are now, the newest first. Fails as {@link LogReads} does.
 * Thread-safe; never blocks.
 */
@Singleton
public class MessageSearch {
  /** Before and behind a word that was found; no message has them there. */
  public static final char START = '\uE000';

  public static final char END = '\uE001';

  /** Stands for {@code <}, which PostgreSQL would take for the beginning of a tag and leave out. */
  public static final char LESS = '\uE002';

  // Words are those of the newest version within seconds of any change; until then the version
  // decides. A few more places than asked for stand in for those that it rules out. Room patterns
  // come second: an index on words knows nothing of rooms.
  private static final String SEARCH =
      """
      WITH asked AS MATERIALIZED (
        SELECT websearch_to_tsquery(%1$s, %4$s) AS query
      ), hit AS MATERIALIZED (
        SELECT s.room_id, s.cursor
        FROM history.searchable AS s
        WHERE s.words @@ (SELECT query FROM asked) AND %3$s AND s.cursor < $3
        ORDER BY s.cursor DESC LIMIT $4 + 20
      )
      SELECT room_id, cursor, hits, ts_headline(%1$s, text, query,
        'StartSel=' || chr(57344) || ', StopSel=' || chr(57345)
        || ', MaxWords=30, MinWords=12, MaxFragments=2, FragmentDelimiter=" … "') AS highlight
      FROM (
        SELECT m.room_id, m.cursor, a.query, (SELECT count(*) FROM hit)::int AS hits,
          translate(coalesce(v.content, m.content),
            '<' || chr(57344) || chr(57345) || chr(57346), chr(57346)) AS text
        FROM hit
        CROSS JOIN asked AS a
        CROSS JOIN LATERAL (
          SELECT * FROM history.message AS m
          WHERE m.room_id = hit.room_id AND m.cursor = hit.cursor LIMIT 1
        ) AS m
        LEFT JOIN LATERAL (
          SELECT c.event, c.content
          FROM history.change AS c
          WHERE c.room_id = m.room_id AND c.user_id = m.user_id AND c.id = m.id
            AND c.event IN ('message_deleted', 'message_edited')
          ORDER BY c.event, c.cursor DESC LIMIT 1
        ) AS v ON true
        WHERE v.event IS DISTINCT FROM 'message_deleted' AND m.content <> '' AND %2$s @@ a.query
        ORDER BY m.cursor DESC LIMIT $4 + 1
      ) AS found
      ORDER BY cursor DESC
      """;

  private static final String IN_ROOM = "s.room_id = $2";
  private static final String IN_ROOMS = "s.room_id LIKE ANY ($2::text[])";

  private final LogReads reads;
  private final String inRoom;
  private final String inRooms;

  MessageSearch(LogReads reads, SearchWords words) {
    this.reads = reads;
    String now = words.of("coalesce(v.content, m.content)");
    String asked = SearchWords.withoutTags("$1::text");
    this.inRoom = SEARCH.formatted(words.language(), now, IN_ROOM, asked);
    this.inRooms = SEARCH.formatted(words.language(), now, IN_ROOMS, asked);
  }

  /**
   * A message that was found.
   *
   * @param highlight pieces of what it says, with {@link #LESS} for {@code <}, and each word that
   *     was asked for between {@link #START} and {@link #END}
   */
  public record Found(String roomId, long cursor, String highlight) {}

  /**
   * @param hasMore whether there are more, before the last of them
   */
  public record Page(List<Found> found, boolean hasMore) {}

  /** Searches one room; {@code query} as people write to search engines. */
  public Uni<Page> inRoom(String query, RoomId room, long before, int limit) {
    return search(inRoom, limit, Tuple.of(query, room.value(), before, limit));
  }

  /** Searches all rooms that somebody may enter. */
  public Uni<Page> inRooms(String query, RoomAccess access, long before, int limit) {
    String[] patterns = access.patterns().stream().map(UserRooms::like).toArray(String[]::new);
    return search(inRooms, limit, Tuple.of(query, patterns, before, limit));
  }

  private Uni<Page> search(String statement, int limit, Tuple parameters) {
    return reads.query(statement, parameters).map(rows -> page(rows, limit));
  }

  private static Page page(RowSet<Row> rows, int limit) {
    List<Found> found = new ArrayList<>(rows.size());
    boolean hasMore = rows.size() > limit;
    for (Row row : rows) {
      found.add(
          new Found(row.getString("room_id"), row.getLong("cursor"), row.getString("highlight")));
      hasMore = hasMore || row.getInteger("hits") == limit + 20;
    }
    return new Page(found.size() > limit ? found.subList(0, limit) : found, hasMore);
  }
}
