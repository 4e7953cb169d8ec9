package io.chorus.history.log;

/**
 * The parts of {@link StoreSql}'s statement that are for changes: edits, deletions and reactions.
 *
 * <p>The place of a change that is refused for good is kept as a void one, by which the chain goes
 * on.
 */
final class ChangeSql {
  // $19 to $32 are changes, $33 is the place behind which the log is final, $34 how far behind its
  // message an edit may be, $35 how many reactions to a message a user may have.
  private static final String CHANGES =
      """
      , change AS MATERIALIZED (
        SELECT *
        FROM unnest($19::text[], $20::bigint[], $21::bigint[], $22::text[], $23::text[], $24::text[],
                    $25::text[], $26::text[], $27::text[], $28::text[], $29::text[], $30::text[],
                    $31::boolean[], $32::timestamptz[])
          WITH ORDINALITY
          AS c (room_id, cursor, prev, event, user_id, id, by_user_id, by_username, change_id, content,
                metadata, reaction, is_on, until, nth)
        WHERE clock_timestamp() < until
      ), deletion AS MATERIALIZED (
        SELECT * FROM change WHERE event = 'message_deleted'
      )""";

  // Per reaction what it will be; those that are there already come first.
  private static final String EXCESS =
      """
      , reacted AS (
        SELECT room_id, user_id, id, by_user_id, reaction, max(cursor) AS cursor,
          (array_agg(is_on ORDER BY cursor DESC))[1] AS is_on, bool_or(held AND is_on) AS was_on
        FROM (
          SELECT room_id, user_id, id, by_user_id, reaction, is_on, cursor, false AS held
          FROM change WHERE event = 'reaction'
          UNION ALL
          SELECT room_id, user_id, id, by_user_id, r.reaction, r.is_on, r.cursor, true
          FROM (
            SELECT DISTINCT room_id, user_id, id, by_user_id FROM change WHERE event = 'reaction'
          ) AS touched
          CROSS JOIN LATERAL (
            SELECT r.reaction, r.is_on, r.cursor FROM history.reaction AS r
            WHERE r.room_id = touched.room_id AND r.user_id = touched.user_id AND r.id = touched.id
              AND r.by_user_id = touched.by_user_id
            OFFSET 0
          ) AS r
        ) AS every
        GROUP BY room_id, user_id, id, by_user_id, reaction
      ), excess AS MATERIALIZED (
        SELECT room_id, user_id, id, by_user_id, reaction
        FROM (
          SELECT *, row_number() OVER (
            PARTITION BY room_id, user_id, id, by_user_id ORDER BY was_on DESC, cursor) AS rank
          FROM reacted WHERE is_on
        ) AS ranked
        WHERE rank > $35
      )""";

  // A message whose author was erased bears no name, and is as good as deleted.
  private static final String JUDGED =
      """
      , judged AS MATERIALIZED (
        SELECT c.*, held.cursor AS held, CASE
            WHEN held.cursor IS NOT NULL THEN NULL
            WHEN EXISTS (
                SELECT FROM history.message AS m WHERE m.room_id = c.room_id AND m.cursor = c.cursor OFFSET 0)
              OR EXISTS (SELECT FROM message AS m WHERE m.room_id = c.room_id AND m.cursor = c.cursor)
              THEN 'not_storable'
            WHEN EXISTS (
                SELECT FROM history.change AS d
                WHERE d.room_id = c.room_id AND d.user_id = c.user_id AND d.id = c.id
                  AND d.event = 'message_deleted' AND d.cursor < c.cursor
                OFFSET 0)
              OR EXISTS (
                SELECT FROM deletion AS d
                WHERE d.room_id = c.room_id AND d.user_id = c.user_id AND d.id = c.id
                  AND d.cursor < c.cursor AND (d.by_user_id <> c.by_user_id OR d.change_id <> c.change_id))
              OR named.username = ''
              THEN 'deleted'
            WHEN named.cursor IS NULL AND EXISTS (
                SELECT FROM history.change AS e
                WHERE e.room_id = c.room_id AND e.user_id = c.user_id AND e.id = c.id AND e.cursor < $33
                OFFSET 0)
              THEN 'not_found'
            WHEN c.event = 'message_edited' AND c.cursor - named.cursor > $34 THEN 'too_old'
            WHEN c.is_on AND EXISTS (
                SELECT FROM excess AS e
                WHERE e.room_id = c.room_id AND e.user_id = c.user_id AND e.id = c.id
                  AND e.by_user_id = c.by_user_id AND e.reaction = c.reaction)
              THEN 'too_many'
          END AS refused
        FROM change AS c
        LEFT JOIN LATERAL (
          SELECT h.cursor FROM history.change AS h
          WHERE h.room_id = c.room_id AND h.by_user_id = c.by_user_id AND h.change_id = c.change_id
          LIMIT 1
        ) AS held ON true
        LEFT JOIN LATERAL (
          SELECT n.cursor, n.username FROM history.message AS n
          WHERE n.room_id = c.room_id AND n.user_id = c.user_id AND n.id = c.id
          UNION ALL
          SELECT n.cursor, n.username FROM message AS n
          WHERE n.room_id = c.room_id AND n.user_id = c.user_id AND n.id = c.id
          LIMIT 1
        ) AS named ON true
      )""";

  // A message that is deleted by the same statement is not there to be erased by it.
  static final String MESSAGES_UNLESS_DELETED =
      """
      (
        SELECT m.room_id, m.cursor, m.prev, m.id, m.user_id, m.username,
          CASE WHEN d.gone THEN '' ELSE m.content END AS content,
          CASE WHEN d.gone THEN NULL ELSE m.metadata END AS metadata,
          m.reply_to_user_id, m.reply_to_id
        FROM message AS m
        CROSS JOIN LATERAL (
          SELECT EXISTS (
            SELECT FROM deletion AS d
            WHERE d.room_id = m.room_id AND d.user_id = m.user_id AND d.id = m.id) AS gone
        ) AS d
      )""";

  // An edit that comes after the deletion of its message, from a place before it, has nothing to
  // say any more.
  private static final String ADDED =
      """
      , added AS (
        INSERT INTO history.change AS c (
          room_id, cursor, prev, event, user_id, id, by_user_id, by_username, change_id, content,
          metadata, reaction, is_on)
        SELECT j.room_id, j.cursor, j.prev, j.event, j.user_id, j.id, j.by_user_id, j.by_username,
          j.change_id, CASE WHEN d.gone THEN '' ELSE j.content END,
          CASE WHEN d.gone THEN NULL ELSE j.metadata END, j.reaction, j.is_on
        FROM judged AS j
        CROSS JOIN LATERAL (
          SELECT j.event = 'message_edited' AND (
            EXISTS (
              SELECT FROM deletion AS d
              WHERE d.room_id = j.room_id AND d.user_id = j.user_id AND d.id = j.id)
            OR EXISTS (
              SELECT FROM history.change AS d
              WHERE d.room_id = j.room_id AND d.user_id = j.user_id AND d.id = j.id
                AND d.event = 'message_deleted'
              OFFSET 0)
          ) AS gone
        ) AS d
        WHERE j.held IS NULL AND j.refused IS NULL
        ORDER BY j.room_id, j.cursor
        ON CONFLICT DO NOTHING
        RETURNING *
      ), settled AS (
        INSERT INTO history.reaction AS r (
          room_id, user_id, id, by_user_id, reaction, by_username, is_on, cursor)
        SELECT DISTINCT ON (room_id, user_id, id, by_user_id, reaction)
          room_id, user_id, id, by_user_id, reaction, by_username, is_on, cursor
        FROM added WHERE event = 'reaction'
        ORDER BY room_id, user_id, id, by_user_id, reaction, cursor DESC
        ON CONFLICT (room_id, user_id, id, by_user_id, reaction) DO UPDATE
          SET is_on = excluded.is_on, cursor = excluded.cursor, by_username = excluded.by_username
          WHERE r.cursor < excluded.cursor
      )""";

  // Others name the place of a refused change as the one before theirs, and would wait for it.
  private static final String VOID =
      """
      , void AS (
        INSERT INTO history.change (
          room_id, cursor, prev, event, user_id, id, by_user_id, by_username, change_id)
        SELECT room_id, cursor, prev, 'void', '', '', '', '', cursor::text
        FROM judged WHERE refused <> 'not_storable'
        ON CONFLICT DO NOTHING
      )""";

  // A message may have any number of edits: the oldest are left to FollowUp. No reader sees them.
  private static final String ERASE =
      """
      , erased_message AS (
        UPDATE history.message AS m SET content = '', metadata = NULL
        FROM added AS d
        WHERE d.event = 'message_deleted'
          AND m.room_id = d.room_id AND m.user_id = d.user_id AND m.id = d.id
      ), erased_edit AS (
        UPDATE history.change SET content = '', metadata = NULL
        WHERE ctid = ANY (ARRAY(
          SELECT its.ctid
          FROM added AS d
          CROSS JOIN LATERAL (
            SELECT e.ctid FROM history.change AS e
            WHERE e.room_id = d.room_id AND e.user_id = d.user_id AND e.id = d.id
              AND e.event = 'message_edited'
            ORDER BY e.cursor DESC LIMIT 100
          ) AS its
          WHERE d.event = 'message_deleted'
          LIMIT 1000))
      ), forgotten AS (
        DELETE FROM history.searchable AS s USING added AS d
        JOIN history.message AS m USING (room_id, user_id, id)
        WHERE d.event = 'message_deleted' AND s.room_id = m.room_id AND s.cursor = m.cursor
      )""";

  static final String TELL =
      """
      UNION ALL
      SELECT j.nth, NULL, NULL, NULL, a.cursor, j.held, j.refused
      FROM judged AS j LEFT JOIN added AS a USING (room_id, cursor, by_user_id, change_id)
      """;

  /** What is given, and what becomes of it. */
  static final String GIVEN = CHANGES + EXCESS + JUDGED;

  /** Adds it, and does what follows from it. */
  static final String ADD = ADDED + VOID + ERASE;

  private ChangeSql() {}
}
