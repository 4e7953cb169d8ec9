package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.logging.SaidInLog;
import io.chorus.stack.process.Roster;
import io.chorus.stack.test.redis.RedisAccess;
import io.chorus.stack.test.redis.RedisServer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A Redis that the suite does not run on is not used, and the log says why. */
class UnusableServerTest {
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Roster roster;

  @BeforeEach
  void open() {
    RedisServer.require();
    roster = Roster.open(folder.resolve("processes"));
  }

  @AfterEach
  void close() throws Exception {
    roster.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void assertNotUsed(RedisServer server, String reason) {
    try (SaidInLog log = new SaidInLog(Link.class)) {
      Bus bus = TestBus.on(vertx, server.url(), BusSettings.defaults());
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> log.lines().stream().anyMatch(line -> line.contains(reason)));
        assertThat(bus.isLive()).isFalse();
      } finally {
        bus.close();
      }
    } finally {
      server.kill();
    }
  }

  @Test
  void aNodeOfAClusterIsNotUsed() {
    assertNotUsed(
        RedisServer.start(folder, RedisAccess.OPEN, roster, "cluster-enabled yes"),
        "it is a node of a Redis Cluster");
  }

  @Test
  void aSentinelIsNotTakenForAServer() {
    assertNotUsed(RedisServer.startSentinel(folder, RedisAccess.OPEN, roster), "it is a sentinel");
  }

  @ParameterizedTest
  @EnumSource(
      value = RedisClientType.class,
      names = {"STANDALONE", "SENTINEL"},
      mode = Mode.EXCLUDE)
  void otherWaysToRunRedisAreRefusedAtTheStartInOneSentence(RedisClientType type) {
    assertThatThrownBy(
            () ->
                new ConfiguredRedis()
                    .customize(RedisConfig.DEFAULT_CLIENT_NAME, new RedisOptions().setType(type)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("quarkus.redis.client-type=" + type.name().toLowerCase());
  }
}
