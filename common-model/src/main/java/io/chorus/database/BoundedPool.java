package io.chorus.database;

import io.chorus.http.HttpBounds;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Connections that are given up when PostgreSQL owes an answer for too long, or is asked nothing
 * for as long: one that has vanished behind the network would else hold every one of them for as
 * long as TCP tries. What PostgreSQL itself ends, statements and waits for locks, is in
 * application.properties. And statements are prepared once for each connection, however long they
 * are.
 */
@Singleton
class BoundedPool implements PgPoolCreator {
  /** How often, within the longest silence, each connection is looked at. */
  private static final int LOOKS = 4;

  /**
   * Characters of the longest statement that PostgreSQL shall have to read and plan once for a
   * connection, and not each time. The driver keeps 256 of them, and none of more than 2,048
   * characters by itself: a page of a log is longer, and costs more to plan than to read.
   */
  private static final int LONGEST_PREPARED = 32_768;

  private final DatabaseBounds bounds;
  private final int readers;

  BoundedPool(DatabaseBounds bounds, HttpBounds http) {
    this.bounds = bounds;
    this.readers = http.readersAtOnce();
  }

  /**
   * @throws ConfigurationException where readers could have all of the connections
   */
  @Override
  public Pool create(Input input) {
    int connections = input.poolOptions().getMaxSize();
    if (readers >= connections) {
      throw new ConfigurationException(
          ("chorus.http.readers-at-once (%d) must be less than"
                  + " quarkus.datasource.reactive.max-size (%d): writers need connections too")
              .formatted(readers, connections));
    }
    int connectMillis = (int) bounds.connectWithin().toMillis();
    int silenceMillis = (int) bounds.silence().toMillis();
    int lookMillis = Math.max(1, silenceMillis / LOOKS);
    for (PgConnectOptions options : input.pgConnectOptionsList()) {
      options
          .setConnectTimeout(connectMillis)
          .setPreparedStatementCacheSqlLimit(LONGEST_PREPARED)
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
          .setReadIdleTimeout(lookMillis);
    }
    return PgPool.pool(
            input.vertx(),
            input.pgConnectOptionsList(),
            input
                .poolOptions()
                .setConnectionTimeout(connectMillis)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                // By the pool, which gives nobody a connection that it is about to close.
                .setIdleTimeout(silenceMillis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(lookMillis))
        .connectHandler(connection -> Hangup.guard(connection, bounds.silence()));
  }
}
