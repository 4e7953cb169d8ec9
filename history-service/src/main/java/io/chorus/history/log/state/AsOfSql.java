package io.chorus.history.log.state;

/** The part of {@link StateSql} that tells, for each room, of which place its state is. */
final class AsOfSql {
  // An entry has a hole before it if what it names is not there, and may still come. Places and
  // what they name come from the key alone.
  static final String AS_OF =
      """
      SELECT asked.rank, asked.room_id, greatest(
          (SELECT m.cursor FROM history.message AS m
            WHERE m.room_id = asked.room_id AND m.cursor < hole.cursor
            ORDER BY m.cursor DESC LIMIT 1),
          (SELECT c.cursor FROM history.change AS c
            WHERE c.room_id = asked.room_id AND c.cursor < hole.cursor
            ORDER BY c.cursor DESC LIMIT 1),
          0) AS cursor
      FROM unnest($1::text[]) WITH ORDINALITY AS asked (room_id, rank)
      CROSS JOIN LATERAL (
        SELECT coalesce(min(e.cursor), 9223372036854775807) AS cursor
        FROM (
          SELECT cursor, prev, lag(cursor) OVER (ORDER BY cursor) AS before
          FROM (
            (
              SELECT m.cursor, m.prev FROM history.message AS m
              WHERE m.room_id = asked.room_id AND m.cursor > $3
              ORDER BY m.cursor LIMIT 20000
            )
            UNION ALL
            (
              SELECT c.cursor, c.prev FROM history.change AS c
              WHERE c.room_id = asked.room_id AND c.cursor > $3
              ORDER BY c.cursor LIMIT 20000
            )
          ) AS recent
        ) AS e
        WHERE e.prev IS DISTINCT FROM e.before AND (e.prev IS NULL OR e.prev > $3)
          AND NOT EXISTS (
            SELECT FROM history.message AS m
            WHERE m.room_id = asked.room_id AND m.cursor = e.prev OFFSET 0)
          AND NOT EXISTS (
            SELECT FROM history.change AS c
            WHERE c.room_id = asked.room_id AND c.cursor = e.prev OFFSET 0)
      ) AS hole
      """;

  private AsOfSql() {}
}
