package io.chorus.history.log.state;

/** The part of {@link StateSql} that tells the reactions to messages, as they were at the place. */
final class ReactionsSql {
  // One that is newer than the place is read as it was there, from the log.
  private static final String THERE =
      """
      SELECT n.reaction, n.by_user_id, n.by_username,
        CASE WHEN n.cursor <= a.cursor THEN n.is_on ELSE coalesce(b.is_on, false) END AS is_on,
        CASE WHEN n.cursor <= a.cursor THEN n.cursor ELSE b.cursor END AS cursor
      FROM (
        SELECT * FROM history.reaction AS n
        WHERE n.room_id = m.room_id AND n.user_id = m.user_id AND n.id = m.id
          AND (n.is_on OR n.cursor > a.cursor)
        LIMIT 2000
      ) AS n
      LEFT JOIN LATERAL (
        SELECT c.is_on, c.cursor FROM history.change AS c
        WHERE n.cursor > a.cursor
          AND c.room_id = m.room_id AND c.user_id = m.user_id AND c.id = m.id AND c.event = 'reaction'
          AND c.by_user_id = n.by_user_id AND c.reaction = n.reaction AND c.cursor <= a.cursor
        ORDER BY c.cursor DESC LIMIT 1
      ) AS b ON true
      """;

  // Of all messages at once: to count each one's apart would cost most of the statement.
  private static final String COUNTED =
      """
      SELECT rank, place, json_agg(json_strip_nulls(json_build_object(
          'reaction', reaction, 'count', least(count, 99), 'more', CASE WHEN count > 99 THEN true END,
          'me', me, 'users', users)) ORDER BY since)::text AS reactions
      FROM (
        SELECT rank, place, reaction, count(*) AS count, bool_or(by_user_id = $2) AS me,
          min(cursor) AS since, row_number() OVER (PARTITION BY rank, place ORDER BY min(cursor)) AS kind,
          json_agg(json_build_object('userId', by_user_id, 'username', by_username) ORDER BY cursor)
            FILTER (WHERE nth <= 5) AS users
        FROM (
          SELECT m.rank, m.cursor AS place, there.reaction, there.by_user_id, there.by_username, there.cursor,
            row_number() OVER (PARTITION BY m.rank, m.cursor, there.reaction ORDER BY there.cursor) AS nth
          FROM message AS m
          JOIN as_of AS a USING (rank)
          CROSS JOIN LATERAL (%s) AS there
          WHERE there.is_on AND m.event IS DISTINCT FROM 'message_deleted'
        ) AS numbered
        GROUP BY rank, place, reaction
      ) AS counted
      WHERE kind <= 100
      GROUP BY rank, place
      """;

  static final String REACTIONS = COUNTED.formatted(THERE);

  private ReactionsSql() {}
}
