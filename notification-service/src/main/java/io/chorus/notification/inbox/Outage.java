package io.chorus.notification.inbox;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Tells a database that is away from a statement that will never be right. */
final class Outage {
  /** SQLSTATE classes: connection, read-only standby, rolled back, out of resources, shut down. */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "57");

  private Outage() {}

  static boolean isOne(Throwable failure) {
    // What does not come from PostgreSQL itself comes from the way to it.
    return !(failure instanceof PgException error)
        || error.getSqlState() != null && PASSING.contains(error.getSqlState().substring(0, 2));
  }
}
