package io.chorus.history.log.state;

/**
 * The statement that reads messages as they are: it chooses places, by one of several rules, and
 * tells the state of what is there. $1 are rooms, $2 is the reader, $3 the place up to which the
 * log is final, $4 how many messages a room may have, $5 how many bytes all of them; what comes
 * after belongs to the rule.
 *
 * <p>A row for each room at the least. Everything is of one snapshot, and of the place {@code
 * as_of}: of what comes behind a hole nothing is in it but deletions.
 */
final class StateSql {
  // One more than asked for tells whether there are more.
  private static final String NEAREST =
      """
      SELECT asked.rank, p.cursor
      FROM unnest($1::text[]) WITH ORDINALITY AS asked (room_id, rank)
      CROSS JOIN LATERAL (
        SELECT m.cursor FROM history.message AS m
        WHERE %s
        LIMIT $4 + 1
      ) AS p
      """;

  /** $6 is the place before which they are. */
  static final String BEFORE =
      statement(
          NEAREST.formatted(
              """
              m.room_id = asked.room_id AND m.cursor < $6
              ORDER BY m.cursor DESC
              """),
          "DESC");

  /** $6 is the place after which they are. */
  static final String AFTER =
      statement(
          NEAREST.formatted(
              """
              m.room_id = asked.room_id AND m.cursor > $6
              ORDER BY m.cursor
              """),
          "ASC");

  /** $6 is the place after which they are, $7 and $8 name the message that they answer. */
  static final String REPLIES =
      statement(
          NEAREST.formatted(
              """
              m.room_id = asked.room_id AND m.reply_to_user_id = $7 AND m.reply_to_id = $8
                AND m.cursor > $6
              ORDER BY m.cursor
              """),
          "ASC");

  /** $6 and $7 name the message. */
  static final String ONE =
      statement(
          NEAREST.formatted("m.room_id = asked.room_id AND m.user_id = $6 AND m.id = $7"), "ASC");

  /** What is new or was changed after the place $6, as far as the newest changes tell. */
  static final String CHANGED =
      statement(
          """
          SELECT asked.rank, p.cursor
          FROM unnest($1::text[]) WITH ORDINALITY AS asked (room_id, rank)
          CROSS JOIN LATERAL (
            (
              SELECT cursor
              FROM (
                (
                  SELECT m.cursor FROM history.message AS m
                  WHERE m.room_id = asked.room_id AND m.cursor > $6
                  ORDER BY m.cursor DESC LIMIT $4 + 1
                )
                UNION
                (
                  SELECT m.cursor
                  FROM (
                    SELECT * FROM history.change AS c
                    WHERE c.room_id = asked.room_id AND c.cursor > $6
                    ORDER BY c.cursor DESC LIMIT 10 * $4
                  ) AS c
                  CROSS JOIN LATERAL (
                    SELECT m.cursor FROM history.message AS m
                    WHERE m.room_id = c.room_id AND m.user_id = c.user_id AND m.id = c.id LIMIT 1
                  ) AS m
                )
              ) AS touched
              ORDER BY cursor DESC LIMIT $4 + 1
            )
            UNION ALL
            -- Changes that were not looked at: a place more, at which there is no message.
            (
              SELECT 0 FROM history.change AS c
              WHERE c.room_id = asked.room_id AND c.cursor > $6
              ORDER BY c.cursor DESC OFFSET 10 * $4 LIMIT 1
            )
          ) AS p
          """,
          "DESC");

  /** $6 are their places, one for each room. */
  static final String AT =
      statement(
          """
          SELECT asked.rank, asked.cursor
          FROM unnest($1::text[], $6::bigint[]) WITH ORDINALITY AS asked (room_id, cursor, rank)
          """,
          "ASC");

  private static final String VERSION =
      """
      SELECT c.event, c.cursor, c.content, c.metadata
      FROM history.change AS c
      WHERE c.room_id = m.room_id AND c.user_id = m.user_id AND c.id = m.id
        AND c.event IN ('message_deleted', 'message_edited')
        AND (c.event = 'message_deleted' OR c.cursor <= a.cursor)
      ORDER BY c.event, c.cursor DESC LIMIT 1
      """;

  // What is deleted later counts until then: whoever reads on takes it off.
  private static final String REPLY_COUNT =
      """
      SELECT count(*)::int AS replies
      FROM (
        SELECT FROM history.message AS r
        WHERE r.room_id = m.room_id AND r.reply_to_user_id = m.user_id AND r.reply_to_id = m.id
          AND r.cursor <= a.cursor
          AND (r.content <> '' OR EXISTS (
            SELECT FROM history.change AS d
            WHERE d.room_id = r.room_id AND d.user_id = r.user_id AND d.id = r.id
              AND d.event = 'message_deleted' AND d.cursor > a.cursor))
        LIMIT 100
      ) AS first
      """;

  // Lengths are known without the texts being read. Each row is looked up by its key, which LIMIT
  // and
  // OFFSET ask for: a join would be planned once, perhaps for an empty table, and go through all of
  // it ever after.
  private static final String STATEMENT =
      """
      WITH place AS MATERIALIZED (%1$s), as_of AS MATERIALIZED (%3$s), message AS MATERIALIZED (
        SELECT p.rank, m.cursor, m.prev, m.id, m.room_id, m.user_id, m.username,
          m.reply_to_user_id, m.reply_to_id,
          CASE WHEN v.event IS NULL THEN m.content
            WHEN v.event = 'message_deleted' THEN '' ELSE v.content END AS content,
          CASE WHEN v.event IS NULL THEN m.metadata ELSE v.metadata END AS metadata,
          CASE WHEN m.username = '' THEN 'message_deleted' ELSE v.event END AS event, v.cursor AS changed,
          r.replies
        FROM place AS p
        JOIN as_of AS a USING (rank)
        CROSS JOIN LATERAL (
          SELECT * FROM history.message AS m
          WHERE m.room_id = a.room_id AND m.cursor = p.cursor LIMIT 1
        ) AS m
        LEFT JOIN LATERAL (%4$s) AS v ON true
        CROSS JOIN LATERAL (%5$s) AS r
      ), reacted AS MATERIALIZED (%6$s)
      SELECT a.rank, a.room_id, a.cursor AS as_of, coalesce(f.found, 0) AS found, s.cursor, s.prev, s.id,
        s.user_id, s.username, s.reply_to_user_id, s.reply_to_id, s.content, s.metadata, s.event, s.changed,
        s.replies, s.reactions
      FROM as_of AS a
      LEFT JOIN (SELECT rank, count(*)::int AS found FROM place GROUP BY rank) AS f USING (rank)
      LEFT JOIN (
        SELECT *
        FROM (
          SELECT m.*, x.reactions,
            row_number() OVER (PARTITION BY m.rank ORDER BY m.cursor %2$s) AS nth,
            sum(octet_length(m.content) + coalesce(octet_length(m.metadata), 0)
                + coalesce(octet_length(x.reactions), 0))
              OVER (ORDER BY m.rank, m.cursor %2$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
              AS bytes_before
          FROM message AS m
          LEFT JOIN reacted AS x ON x.rank = m.rank AND x.place = m.cursor
        ) AS measured
        WHERE nth <= $4 AND (bytes_before IS NULL OR bytes_before < $5)
      ) AS s USING (rank)
      ORDER BY a.rank, s.cursor %2$s
      """;

  private StateSql() {}

  private static String statement(String places, String order) {
    return STATEMENT.formatted(
        places, order, AsOfSql.AS_OF, VERSION, REPLY_COUNT, ReactionsSql.REACTIONS);
  }
}
