package io.chorus.history.log.reading;

/** The statements of {@link ReadMarkers} and {@link UserRooms}; $1 is the user. */
final class ReadingSql {
  // Of b: the messages of others behind the marker that are there, of the first 2,000 there. Their
  // places come from the key alone, and then row for row (OFFSET 0): reading them at once,
  // PostgreSQL might go along all rooms, or the whole room.
  private static final String UNREAD =
      """
      SELECT count(*)::int AS unread
      FROM (
        SELECT
        FROM (
          SELECT p.cursor FROM history.message AS p
          WHERE p.room_id = b.room_id AND p.cursor > b.read
          ORDER BY p.cursor LIMIT 2000
        ) AS p
        CROSS JOIN LATERAL (
          SELECT m.user_id, m.content FROM history.message AS m
          WHERE m.room_id = b.room_id AND m.cursor = p.cursor
          OFFSET 0
        ) AS m
        WHERE m.user_id <> $1 AND m.content <> ''
        LIMIT 100
      ) AS first
      """;

  // Messages whose newest version mentions the user, none of whose versions up to the marker did.
  // Row for row, too.
  private static final String MENTIONS =
      """
      SELECT count(*)::int AS mentions
      FROM (
        SELECT FROM history.mention AS n
        WHERE n.user_id = $1 AND n.room_id = b.room_id AND n.cursor > b.read
          AND EXISTS (
            SELECT FROM history.message AS m
            WHERE m.room_id = n.room_id AND m.user_id = n.sender_id AND m.id = n.id
            OFFSET 0)
          AND NOT EXISTS (
            SELECT FROM history.change AS v
            WHERE v.room_id = n.room_id AND v.user_id = n.sender_id AND v.id = n.id
              AND (v.event = 'message_deleted' OR v.event = 'message_edited' AND v.cursor > n.cursor)
            OFFSET 0)
          AND NOT EXISTS (
            SELECT FROM history.mention AS e
            WHERE e.user_id = n.user_id AND e.room_id = n.room_id
              AND e.sender_id = n.sender_id AND e.id = n.id AND e.cursor <= b.read
            OFFSET 0)
        LIMIT 100
      ) AS first
      """;

  /**
   * Notes that the user has read the room $2 up to $3, now being $4, unless nothing was ever said
   * there: so nobody fills the table with rooms that are none.
   */
  static final String MARK =
      """
      WITH marked AS (
        INSERT INTO history.member AS m (user_id, room_id, read, changed)
        SELECT $1, $2, $3, $4
        WHERE EXISTS (SELECT FROM history.message WHERE room_id = $2)
        ON CONFLICT (user_id, room_id) DO UPDATE SET read = excluded.read, changed = excluded.changed
          WHERE m.read < excluded.read
        RETURNING read
      ), b AS MATERIALIZED (
        SELECT $2::text AS room_id,
          greatest($3::bigint, (SELECT read FROM history.member WHERE user_id = $1 AND room_id = $2)) AS read
      )
      SELECT b.read, EXISTS (SELECT FROM marked) AS moved, u.unread, n.mentions
      FROM b CROSS JOIN LATERAL (%s) AS u CROSS JOIN LATERAL (%s) AS n
      """
          .formatted(UNREAD, MENTIONS);

  /**
   * The user's rooms that match one of the patterns $2, by their newest entry, which is older than
   * $3; $4 of them and one more; those in which something has happened after $5.
   */
  static final String ROOMS =
      """
      SELECT b.room_id, b.read, b.newest, u.unread, n.mentions
      FROM (
        SELECT m.room_id, m.read, e.newest
        FROM history.member AS m
        CROSS JOIN LATERAL (
          SELECT greatest(
            (SELECT max(cursor) FROM history.message WHERE room_id = m.room_id),
            (SELECT max(cursor) FROM history.change WHERE room_id = m.room_id)) AS newest
          OFFSET 0
        ) AS e
        WHERE m.user_id = $1 AND m.room_id LIKE ANY ($2::text[])
          AND e.newest < $3 AND (e.newest > $5 OR m.changed > $5)
        ORDER BY e.newest DESC LIMIT $4 + 1
      ) AS b
      CROSS JOIN LATERAL (%s) AS u
      CROSS JOIN LATERAL (%s) AS n
      ORDER BY b.newest DESC
      """
          .formatted(UNREAD, MENTIONS);

  private ReadingSql() {}
}
