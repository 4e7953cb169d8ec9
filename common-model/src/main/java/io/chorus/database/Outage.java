package io.chorus.database;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a database that is away from a statement that will never be right, and from a fault of
 * ours.
 */
public final class Outage {
  /**
   * SQLSTATE classes: connection, read-only standby, rolled back, out of resources, not in the
   * prescribed state (a lock was not had in time), shut down or cancelled, the disk or the system
   * beneath.
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

  private Outage() {}

  /**
   * @param failure of a client of PostgreSQL, or what a library above has made of it
   */
  public static boolean isOne(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    return causes.stream()
        .filter(cause -> cause instanceof PgException || cause instanceof SQLException)
        .findFirst()
        .map(Outage::passes)
        .orElseGet(() -> isOnTheWay(causes.getLast()));
  }

  private static boolean passes(Throwable refusal) {
    String state =
        refusal instanceof PgException error
            ? error.getSqlState()
            : ((SQLException) refusal).getSQLState();
    return state != null && PASSING.contains(state.substring(0, 2));
  }

  /** What does not come from PostgreSQL itself comes from the way to it, or is a mistake. */
  private static boolean isOnTheWay(Throwable cause) {
    return !(cause instanceof RuntimeException)
        || cause instanceof VertxException
        || cause instanceof TimeoutException;
  }
}
