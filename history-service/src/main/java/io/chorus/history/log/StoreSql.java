package io.chorus.history.log;

/**
 * The statements that write to the log. Each stores what it is given in one transaction, each entry
 * once, and tells per entry what became of it: the place of one that was added, or a reason.
 *
 * <p>What came too early, before what it belongs to, is right for every reader from then on, as
 * they go by places; {@link FollowUp} makes the rows agree.
 *
 * <p>Each row is looked up by its key, which LIMIT and OFFSET ask for: a join is planned once,
 * perhaps for an empty table, and would go through all of it ever after.
 */
final class StoreSql {
  // $1 to $11 are messages. A place that a change has is taken.
  private static final String MESSAGES =
      """
      message AS MATERIALIZED (
        SELECT room_id, cursor, prev, id, user_id, username, content, metadata, reply_to_user_id, reply_to_id
        FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                    $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[])
          AS m (room_id, cursor, prev, id, user_id, username, content, metadata, reply_to_user_id,
                reply_to_id, until)
        WHERE clock_timestamp() < until
      )""";

  private static final String ADD_MESSAGES =
      """
      , added_message AS (
        INSERT INTO history.message (
          room_id, cursor, prev, id, user_id, username, content, metadata, reply_to_user_id, reply_to_id)
        SELECT room_id, cursor, prev, id, user_id, username, content, metadata, reply_to_user_id, reply_to_id
        FROM %s AS m
        WHERE NOT EXISTS (
          SELECT FROM history.change AS c WHERE c.room_id = m.room_id AND c.cursor = m.cursor OFFSET 0)
        ON CONFLICT DO NOTHING
        RETURNING room_id, user_id, id, cursor, content
      )""";

  // $12 and $13 are members, $14 to $18 mentions.
  private static final String PEOPLE =
      """
      , member AS (
        INSERT INTO history.member (user_id, room_id)
        SELECT * FROM unnest($12::text[], $13::text[])
        ON CONFLICT DO NOTHING
      ), mention AS (
        INSERT INTO history.mention (user_id, room_id, cursor, sender_id, id)
        SELECT n.user_id, n.room_id, n.cursor, n.sender_id, n.id
        FROM unnest($14::text[], $15::text[], $16::bigint[], $17::text[], $18::text[])
          AS n (user_id, room_id, cursor, sender_id, id)
        JOIN (%s) AS a USING (room_id, cursor)
        ON CONFLICT DO NOTHING
      )""";

  private static final String ADDED_MESSAGES = "SELECT room_id, cursor FROM added_message";
  private static final String ADDED_CHANGES = "SELECT room_id, cursor FROM added";

  private static final String TELL_MESSAGES =
      """

      SELECT NULL::bigint AS nth, room_id, user_id, id, cursor, NULL::bigint AS held,
        NULL::text AS refused
      FROM added_message
      """;

  private static final String FIND =
      """
      SELECT given.*, held.cursor
      FROM unnest($1::text[], $2::text[], $3::text[]) AS given (room_id, user_id, id)
      CROSS JOIN LATERAL (
        SELECT h.cursor FROM history.%s AS h
        WHERE h.room_id = given.room_id AND h.%s = given.user_id AND h.%s = given.id LIMIT 1
      ) AS held
      """;

  static final String FIND_MESSAGES = FIND.formatted("message", "user_id", "id");
  static final String FIND_CHANGES = FIND.formatted("change", "by_user_id", "change_id");

  /**
   * Written in this statement, and old by now: behind one that was there before, or so old that
   * nobody awaits it.
   */
  static final String LATE =
      """
      WITH written AS (
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::boolean[])
          AS w (room_id, cursor, late, overdue))
      SELECT room_id, min(cursor) AS cursor
      FROM written
      WHERE overdue OR late AND (
        EXISTS (
          SELECT FROM history.message m
          WHERE m.room_id = written.room_id AND m.cursor > written.cursor
            AND NOT EXISTS (
              SELECT FROM written w WHERE w.room_id = m.room_id AND w.cursor = m.cursor))
        OR EXISTS (
          SELECT FROM history.change c
          WHERE c.room_id = written.room_id AND c.cursor > written.cursor
            AND NOT EXISTS (
              SELECT FROM written w WHERE w.room_id = c.room_id AND w.cursor = c.cursor)))
      GROUP BY room_id
      """;

  /** Messages alone, of senders who are known to be members, and which mention nobody. */
  final String messages;

  /** Messages alone. */
  final String messagesOfPeople;

  /** Entries of every kind. */
  final String entries;

  StoreSql() {
    String added = ADD_MESSAGES.formatted("message");
    messages = "WITH " + MESSAGES + added + TELL_MESSAGES;
    messagesOfPeople =
        "WITH " + MESSAGES + added + PEOPLE.formatted(ADDED_MESSAGES) + TELL_MESSAGES;
    entries =
        "WITH "
            + MESSAGES
            + ChangeSql.GIVEN
            + ADD_MESSAGES.formatted(ChangeSql.MESSAGES_UNLESS_DELETED)
            + ChangeSql.ADD
            + PEOPLE.formatted(ADDED_MESSAGES + " UNION ALL " + ADDED_CHANGES)
            + TELL_MESSAGES
            + ChangeSql.TELL;
  }
}
