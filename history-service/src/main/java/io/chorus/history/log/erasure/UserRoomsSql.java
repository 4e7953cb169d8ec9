package io.chorus.history.log.erasure;

/** Finds the rooms in which there is something of a user, whether or not they are among theirs. */
final class UserRoomsSql {
  /**
   * Of the thousand rooms behind $2, by their names, the first in which there is something of the
   * user $1; the last that was looked at; whether there are no more. It goes from room to room
   * along the keys, as an index by user would cost every message its part.
   */
  static final String NEXT =
      """
      WITH RECURSIVE room AS (
        SELECT %1$s AS room_id, 1 AS nth
        UNION ALL
        SELECT %2$s, nth + 1 FROM room WHERE room.room_id IS NOT NULL AND nth < 1000
      )
      SELECT
        (
          SELECT r.room_id FROM room AS r
          WHERE r.room_id IS NOT NULL AND (
            EXISTS (SELECT FROM history.message AS m WHERE m.room_id = r.room_id AND m.user_id = $1)
            OR EXISTS (
              SELECT FROM history.message AS m
              WHERE m.room_id = r.room_id AND m.reply_to_user_id = $1 AND m.reply_to_id IS NOT NULL)
            OR EXISTS (SELECT FROM history.change AS c WHERE c.room_id = r.room_id AND c.user_id = $1)
            OR EXISTS (
              SELECT FROM history.change AS c WHERE c.room_id = r.room_id AND c.by_user_id = $1))
          ORDER BY r.nth LIMIT 1
        ) AS found,
        (SELECT max(room_id) FROM room) AS last,
        (SELECT bool_or(room_id IS NULL) FROM room) AS ended
      """
          .formatted(after("$2"), after("room.room_id"));

  private UserRoomsSql() {}

  private static String after(String room) {
    return """
    least(
      (SELECT min(m.room_id) FROM history.message AS m WHERE m.room_id > %1$s),
      (SELECT min(c.room_id) FROM history.change AS c WHERE c.room_id > %1$s))"""
        .formatted(room);
  }
}
