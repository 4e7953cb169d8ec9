package io.chorus.history.log.erasure;

import java.util.List;

/**
 * The statements of {@link Erasures}. Those that erase take a bounded number of rows each, may be
 * repeated, and find none when it is done. Places and ids stay, so chains and counts do.
 */
final class ErasureSql {
  /** Rows of a kind in one step. */
  static final int CHUNK = 500;

  // $6 are how many may be under way.
  static final String BEGIN =
      """
      INSERT INTO history.erasure (id, user_id, fingerprint, placeholder, since)
      SELECT $1, $2, $3, $4, greatest(
        $5::bigint, (SELECT max(cursor) FROM history.message), (SELECT max(cursor) FROM history.change))
      WHERE (SELECT count(*) FROM history.erasure WHERE NOT done) < $6
      ON CONFLICT DO NOTHING
      """;

  static final String FIND = "SELECT * FROM history.erasure WHERE id = $1";

  /** $1 is the place up to which the log is final. */
  static final String UNDER_WAY =
      "SELECT *, since <= $1 AS may_go_on FROM history.erasure WHERE NOT done ORDER BY id LIMIT 100";

  static final String LOCK =
      """
      SELECT user_id, placeholder, room_id, at_room FROM history.erasure
      WHERE id = $1 AND NOT rooms_done FOR UPDATE SKIP LOCKED
      """;

  static final String ENTER = "UPDATE history.erasure SET at_room = $2 WHERE id = $1";
  static final String COUNT = "UPDATE history.erasure SET entries = entries + $2 WHERE id = $1";
  static final String PASS = "UPDATE history.erasure SET room_id = $2 WHERE id = $1";
  static final String LEAVE =
      "UPDATE history.erasure SET room_id = $2, at_room = NULL WHERE id = $1 AND at_room = $2";
  static final String ROOMS_DONE = "UPDATE history.erasure SET rooms_done = true WHERE id = $1";
  static final String DONE =
      "UPDATE history.erasure SET done = true, user_id = NULL WHERE id = $1 AND rooms_done";

  // In what follows $1 is the user, $2 the placeholder, $3 the room.
  private static final String MESSAGES =
      """
      WITH part AS MATERIALIZED (
        SELECT cursor FROM history.message WHERE room_id = $3 AND user_id = $1 LIMIT %1$d
      ), forgotten AS (
        DELETE FROM history.searchable AS s USING part WHERE s.room_id = $3 AND s.cursor = part.cursor
      )
      UPDATE history.message AS m
      SET user_id = $2, username = '', content = '', metadata = NULL,
        reply_to_user_id = CASE WHEN reply_to_user_id = $1 THEN $2 ELSE reply_to_user_id END
      FROM part WHERE m.room_id = $3 AND m.cursor = part.cursor
      """;

  private static final String ANSWERS =
      """
      UPDATE history.message AS m SET reply_to_user_id = $2
      WHERE m.room_id = $3 AND m.cursor IN (
        SELECT cursor FROM history.message
        WHERE room_id = $3 AND reply_to_user_id = $1 AND reply_to_id IS NOT NULL LIMIT %1$d)
      """;

  // What others did to the user's messages goes with these.
  private static final String CHANGES_OF_MESSAGES =
      """
      UPDATE history.change AS c
      SET user_id = $2, content = CASE WHEN event = 'message_edited' THEN '' END, metadata = NULL,
        %2$s
      WHERE c.room_id = $3 AND c.cursor IN (
        SELECT cursor FROM history.change WHERE room_id = $3 AND user_id = $1 LIMIT %1$d)
      """;

  // What the user made of others' messages stays what they say.
  private static final String CHANGES_BY_USER =
      """
      WITH part AS MATERIALIZED (
        SELECT cursor, user_id, id FROM history.change
        WHERE room_id = $3 AND by_user_id = $1 AND user_id <> $1 LIMIT %1$d
      ), taken_back AS (
        DELETE FROM history.reaction AS r USING part
        WHERE r.room_id = $3 AND r.user_id = part.user_id AND r.id = part.id AND r.by_user_id = $1
      )
      UPDATE history.change AS c SET %2$s
      FROM part WHERE c.room_id = $3 AND c.cursor = part.cursor
      """;

  // A reaction that is taken back from its beginning on: the log and what it leads to agree.
  private static final String WITHOUT_AUTHOR =
      """
      by_user_id = CASE WHEN c.by_user_id = $1 THEN $2 ELSE c.by_user_id END,
        by_username = CASE WHEN c.by_user_id = $1 THEN '' ELSE c.by_username END,
        reaction = CASE WHEN c.by_user_id = $1 AND c.reaction IS NOT NULL THEN '' ELSE c.reaction END,
        is_on = CASE WHEN c.by_user_id = $1 AND c.is_on IS NOT NULL THEN false ELSE c.is_on END
      """;

  private static final String REACTIONS_TO_MESSAGES =
      """
      DELETE FROM history.reaction AS r WHERE r.ctid = ANY (ARRAY(
        SELECT ctid FROM history.reaction WHERE room_id = $2 AND user_id = $1 LIMIT %1$d))
      """;

  private static final String MENTIONS_BY_USER =
      """
      DELETE FROM history.mention AS n WHERE n.ctid = ANY (ARRAY(
        SELECT ctid FROM history.mention WHERE room_id = $2 AND sender_id = $1 LIMIT %1$d))
      """;

  /** Of the log of a room. */
  static final List<String> ENTRIES =
      List.of(
          MESSAGES.formatted(CHUNK),
          ANSWERS.formatted(CHUNK),
          CHANGES_OF_MESSAGES.formatted(CHUNK, WITHOUT_AUTHOR),
          CHANGES_BY_USER.formatted(CHUNK, WITHOUT_AUTHOR));

  /** Of what stands beside it; $2 is the room. */
  static final List<String> BESIDE =
      List.of(REACTIONS_TO_MESSAGES.formatted(CHUNK), MENTIONS_BY_USER.formatted(CHUNK));

  /** Of what is the user's in no room's log; $1 is the user. */
  static final List<String> OWN =
      List.of(
          """
          DELETE FROM history.member AS m WHERE m.ctid = ANY (ARRAY(
            SELECT ctid FROM history.member WHERE user_id = $1 LIMIT %1$d))
          """
              .formatted(CHUNK),
          """
          DELETE FROM history.mention AS n WHERE n.ctid = ANY (ARRAY(
            SELECT ctid FROM history.mention WHERE user_id = $1 LIMIT %1$d))
          """
              .formatted(CHUNK));

  private ErasureSql() {}
}
