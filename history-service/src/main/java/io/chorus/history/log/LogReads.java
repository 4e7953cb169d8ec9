package io.chorus.history.log;

import io.chorus.database.Outage;
import io.chorus.history.HistoryConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Asks the database for rows, within the time that readers wait. Failures that may pass, and those
 * to answer in time, are {@link LogUnavailable}. Thread-safe; never blocks.
 */
@Singleton
public class LogReads {
  private final Pool pool;
  private final Duration within;

  LogReads(Pool pool, HistoryConfig config) {
    this.pool = pool;
    this.within = config.history().readWithin();
  }

  public Uni<RowSet<Row>> query(String statement, Tuple parameters) {
    return inTime(pool.preparedQuery(statement).execute(parameters));
  }

  /**
   * Whoever waits may give up, or go away; the reading goes on until PostgreSQL has answered or its
   * connection is closed, so that nobody is given a connection on which an answer is still to come.
   */
  public <T> Uni<T> inTime(Uni<T> read) {
    return read.memoize()
        .indefinitely()
        .ifNoItem()
        .after(within)
        .fail()
        .onFailure(Outage::isOne)
        .transform(LogUnavailable::new);
  }
}
