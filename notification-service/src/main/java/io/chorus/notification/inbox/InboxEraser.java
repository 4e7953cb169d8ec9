package io.chorus.notification.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Erases what there is of a user: the inbox, with notifications that were for nobody else, what is
 * read of it, and the keys under which the user has posted. A part at a time, of which any number
 * of instances may each take another. Failures that may pass are {@link InboxUnavailable}.
 * Thread-safe; never blocks.
 */
@Singleton
public class InboxEraser {
  /** Rows of a kind in one statement. */
  private static final int CHUNK = 500;

  private static final String ERASE =
      """
      WITH received AS MATERIALIZED (
        SELECT cursor FROM notification.recipient WHERE user_id = $1
        LIMIT $2 FOR UPDATE SKIP LOCKED
      ), gone AS (
        DELETE FROM notification.recipient AS r USING received
        WHERE r.user_id = $1 AND r.cursor = received.cursor
      ), alone AS (
        DELETE FROM notification.notification AS n USING received
        WHERE n.cursor = received.cursor AND NOT EXISTS (
          SELECT FROM notification.recipient AS other
          WHERE other.cursor = n.cursor AND other.user_id <> $1)
      ), marks AS (
        DELETE FROM notification.read_mark AS m WHERE m.ctid = ANY (ARRAY(
          SELECT ctid FROM notification.read_mark WHERE user_id = $1 LIMIT $2))
      ), keys AS (
        DELETE FROM notification.request AS q WHERE q.ctid = ANY (ARRAY(
          SELECT ctid FROM notification.request WHERE caller = $1 LIMIT $2))
      )
      DELETE FROM notification.reader WHERE user_id = $1
      """;

  private static final String IS_DONE =
      """
      SELECT NOT EXISTS (SELECT FROM notification.recipient WHERE user_id = $1)
        AND NOT EXISTS (SELECT FROM notification.read_mark WHERE user_id = $1)
        AND NOT EXISTS (SELECT FROM notification.request WHERE caller = $1)
        AND NOT EXISTS (SELECT FROM notification.reader WHERE user_id = $1)
      """;

  private final InboxQueries queries;

  InboxEraser(InboxQueries queries) {
    this.queries = queries;
  }

  /** Whether something could be erased now; fails otherwise. */
  public Uni<Boolean> isReady() {
    return queries.run(InboxSql.NEWEST, Tuple.tuple()).replaceWith(true);
  }

  /** Erases a part; completes after the commit, with whether nothing is left. */
  public Uni<Boolean> erase(String userId) {
    return queries
        .run(ERASE, Tuple.of(userId, CHUNK))
        .chain(() -> queries.run(IS_DONE, Tuple.of(userId)))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }
}
