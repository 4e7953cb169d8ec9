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
 * Connections that are given up when nothing is heard: a PostgreSQL that has vanished behind the
 * network would else hold every one of them for as long as TCP tries. What PostgreSQL itself ends,
 * statements and waits for locks, is in application.properties.
 */
@Singleton
class BoundedPool implements PgPoolCreator {
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
    for (PgConnectOptions options : input.pgConnectOptionsList()) {
      options
          .setConnectTimeout(connectMillis)
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
          .setReadIdleTimeout(silenceMillis);
    }
    return PgPool.pool(
            input.vertx(),
            input.pgConnectOptionsList(),
            input
                .poolOptions()
                .setConnectionTimeout(connectMillis)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .connectHandler(Hangup::guard);
  }
}
