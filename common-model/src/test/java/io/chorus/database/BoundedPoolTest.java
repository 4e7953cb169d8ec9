package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.http.HttpBounds;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedPoolTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  private record Connections(Vertx vertx, int max) implements PgPoolCreator.Input {
    @Override
    public PoolOptions poolOptions() {
      return new PoolOptions().setMaxSize(max);
    }

    @Override
    public List<PgConnectOptions> pgConnectOptionsList() {
      return List.of(new PgConnectOptions());
    }
  }

  private void create(int readers, int connections) {
    var settings =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(HttpBounds.class)
            .withMapping(DatabaseBounds.class)
            .withDefaultValues(Map.of("chorus.http.readers-at-once", String.valueOf(readers)))
            .build();
    new BoundedPool(
            settings.getConfigMapping(DatabaseBounds.class),
            settings.getConfigMapping(HttpBounds.class))
        .create(new Connections(vertx, connections))
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
}
