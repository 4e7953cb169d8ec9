package io.chorus.history.log;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/**
 * The rows of the log. Works on the Vert.x context of a request, in one session, which ends with
 * what was asked for: nobody may cancel it before.
 */
@Singleton
class LoggedMessages implements PanacheRepositoryBase<LoggedMessage, Place> {
  // One row more than asked for tells whether there are more. Lengths are known without the texts
  // being read.
  private static final String STRETCH =
      """
      SELECT room_id, cursor, prev, id, user_id, username, content, metadata, found
      FROM (
        SELECT nearest.*,
          count(*) OVER () AS found,
          sum(octet_length(content) + coalesce(octet_length(metadata), 0))
            OVER (ORDER BY cursor %1$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT * FROM history.message
          WHERE room_id = :room AND cursor %2$s :cursor
          ORDER BY cursor %1$s LIMIT :limit + 1
        ) AS nearest
      ) AS measured
      WHERE before IS NULL OR before < :bytes
      ORDER BY cursor %1$s LIMIT :limit
      """;

  private static final String OLDER = STRETCH.formatted("DESC", "<");
  private static final String NEWER = STRETCH.formatted("ASC", ">");

  /** The newest that are older than a place. */
  Uni<Stretch> before(Place place, int limit, int maxBytes) {
    return stretch(OLDER, place, limit, maxBytes);
  }

  /** The oldest that are newer than a place. */
  Uni<Stretch> after(Place place, int limit, int maxBytes) {
    return stretch(NEWER, place, limit, maxBytes);
  }

  private Uni<Stretch> stretch(String statement, Place place, int limit, int maxBytes) {
    return Panache.withSession(
            () -> getSession().chain(session -> rows(session, statement, place, limit, maxBytes)))
        .map(LoggedMessages::stretch);
  }

  private static Uni<List<Object[]>> rows(
      Session session, String statement, Place place, int limit, int maxBytes) {
    return session
        .createNativeQuery(
            statement, session.getResultSetMapping(Object[].class, LoggedMessage.AND_FOUND))
        .setParameter("room", place.roomId())
        .setParameter("cursor", place.cursor())
        .setParameter("limit", limit)
        .setParameter("bytes", maxBytes)
        .getResultList();
  }

  private static Stretch stretch(List<Object[]> rows) {
    List<LoggedMessage> messages = rows.stream().map(row -> (LoggedMessage) row[0]).toList();
    return new Stretch(messages, !rows.isEmpty() && (long) rows.getFirst()[1] > rows.size());
  }
}
