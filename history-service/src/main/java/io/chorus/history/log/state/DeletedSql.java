package io.chorus.history.log.state;

/**
 * The parts of a statement that leave nothing of what is deleted, whether its rows are erased yet
 * or not: {@link #GONE} behind the rows, and the columns as they are selected from both.
 */
public final class DeletedSql {
  /** Whether the message that a row is, or is of, is deleted; %s is the name of the rows. */
  public static final String GONE =
      """
      CROSS JOIN LATERAL (
        SELECT EXISTS (
          SELECT FROM history.change AS d
          WHERE d.room_id = %1$s.room_id AND d.user_id = %1$s.user_id AND d.id = %1$s.id
            AND d.event = 'message_deleted') AS gone
      ) AS deleted
      """;

  public static final String COLUMNS =
      """
      CASE WHEN gone AND event IN ('message', 'message_edited') THEN '' ELSE content END AS content,
      CASE WHEN NOT gone THEN metadata END AS metadata
      """;

  private DeletedSql() {}
}
