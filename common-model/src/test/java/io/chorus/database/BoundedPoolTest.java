package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.http.HttpBounds;
import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.test.Backends;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPoolTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  private record Connections(Vertx vertx, PgConnectOptions to, int max)
      implements PgPoolCreator.Input {
    @Override
    public PoolOptions poolOptions() {
      return new PoolOptions().setMaxSize(max);
    }

    @Override
    public List<PgConnectOptions> pgConnectOptionsList() {
      return List.of(to);
    }
  }

  private Pool pool(PgConnectOptions to, int connections, Map<String, String> bounds) {
    var settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(HttpBounds.class)
            .withMapping(DatabaseBounds.class)
            .withDefaultValues(bounds)
            .build();
    return new BoundedPool(
            settings.getConfigMapping(DatabaseBounds.class),
            settings.getConfigMapping(HttpBounds.class))
        .create(new Connections(vertx, to, connections));
  }

  private void create(int readers, int connections) {
    pool(
            new PgConnectOptions(),
            connections,
            Map.of("chorus.http.readers-at-once", String.valueOf(readers)))
        .close();
  }

  @Test
  void readersMayNotHaveEveryConnection() {
    create(6, 7);
    for (int connections : new int[] {1, 5, 6}) {
      assertThatThrownBy(() -> create(6, connections))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("chorus.http.readers-at-once (6)")
          .hasMessageContaining("max-size (" + connections + ")")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 700, 900})
  void whateverTheMomentAQuestionHasItsWholeTime(int quietMillis) throws Exception {
    Pool pool =
        pool(
            postgres(),
            2,
            Map.of("chorus.database.silence", "1s", "chorus.http.readers-at-once", "1"));

    int answered =
        pool.query("SELECT 1")
            .execute()
            .compose(first -> vertx.timer(quietMillis))
            .compose(quiet -> pool.query("SELECT pg_sleep(0.6)").execute())
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS)
            .size();

    assertThat(answered).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 3_000, 20_000})
  void aStatementIsPreparedOnceHoweverLongItIs(int length) throws Exception {
    // As Quarkus sets it where nothing is said.
    PgConnectOptions to = postgres().setCachePreparedStatements(true);
    Pool pool = pool(to, 2, Map.of("chorus.http.readers-at-once", "1"));
    String statement = "SELECT $1::int" + " ".repeat(length);

    RowSet<Row> prepared =
        pool.withConnection(
                connection ->
                    connection
                        .preparedQuery(statement)
                        .execute(Tuple.of(1))
                        .compose(first -> connection.preparedQuery(statement).execute(Tuple.of(2)))
                        .compose(
                            second ->
                                connection
                                    .query(
                                        """
                                        SELECT generic_plans + custom_plans FROM pg_prepared_statements
                                        WHERE statement LIKE 'SELECT $1%'
                                        """)
                                    .execute()))
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);

    assertThat(prepared).extracting(row -> row.getLong(0)).containsExactly(2L);
  }

  private static PgConnectOptions postgres() {
    EmbeddedPostgres postgres = Backends.postgres();
    return PgConnectOptions.fromUri(postgres.url())
        .setUser(postgres.user())
        .setPassword(postgres.password());
  }
}
