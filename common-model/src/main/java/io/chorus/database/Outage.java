package io.chorus.database;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away from a statement that will never be right. */
public final class Outage {
  /**
   * SQLSTATE classes: connection, read-only standby, rolled back, out of resources, not in the
   * prescribed state (a lock was not had in time), shut down or cancelled.
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57");

  private Outage() {}

  public static boolean isOne(Throwable failure) {
    // What does not come from PostgreSQL itself comes from the way to it.
    return !(failure instanceof PgException error)
        || error.getSqlState() != null && PASSING.contains(error.getSqlState().substring(0, 2));
  }
}
