package io.chorus.database;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Refuses to start behind a pooler that gives each transaction another session: statements that
 * were prepared would be missing there, now and then. Asks on the thread that starts the service,
 * for a few seconds at the most; where PostgreSQL cannot say, the service starts.
 */
@Singleton
@IfBuildProperty(name = "quarkus.datasource.db-kind", stringValue = "postgresql")
class OwnSession {
  private static final Logger LOG = Logger.getLogger(OwnSession.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** One that is lucky gets the same session again though others were free. */
  private static final int TRIES = 3;

  private static final String SESSION = "SELECT pg_backend_pid()";

  private final Pool pool;

  OwnSession(Pool pool) {
    this.pool = pool;
  }

  /**
   * @throws IllegalStateException where a connection is not a session
   */
  void start(@Observes StartupEvent event) {
    if (changes()) {
      throw new IllegalStateException(
          "Chorus does not run behind a pooler in transaction mode: a connection has to be a session"
              + " of PostgreSQL's (pool_mode=session)");
    }
  }

  private boolean changes() {
    try {
      for (int i = 0; i < TRIES; i++) {
        if (pool.getConnection()
            .chain(connection -> changes(connection))
            .await()
            .atMost(PATIENCE)) {
          return true;
        }
      }
    } catch (RuntimeException e) {
      LOG.debugf("not known whether connections are sessions: %s", e);
    }
    return false;
  }

  /** Whether the connection is another session after somebody else has been given the first. */
  private Uni<Boolean> changes(SqlConnection connection) {
    return session(connection)
        .chain(
            before ->
                pool.withTransaction(
                    other ->
                        // Begun by a statement of its own.
                        session(other)
                            .chain(() -> session(connection))
                            .map(after -> !after.equals(before))))
        .onTermination()
        .call(connection::close);
  }

  private static Uni<Integer> session(SqlConnection connection) {
    return connection.query(SESSION).execute().map(rows -> rows.iterator().next().getInteger(0));
  }
}
