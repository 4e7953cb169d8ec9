package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.embedded.EmbeddedRedis;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusReadinessTest {
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private RedisServers servers;
  private EmbeddedRedis redis;
  private Bus bus;

  @BeforeEach
  void open() {
    servers = new RedisServers(vertx, folder);
    redis = servers.start();
    redis.stop();
    bus = TestBus.on(vertx, redis.url(), BusSettings.defaults());
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
    servers.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  private BusReadiness readiness(boolean readyWithout) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(BusConfig.class)
            .withConverter(Duration.class, 100, new DurationConverter())
            .withDefaultValue("chorus.bus.ready-without", Boolean.toString(readyWithout))
            .build();
    return new BusReadiness(bus, config.getConfigMapping(BusConfig.class));
  }

  @Test
  void whoNeedsRedisIsReadyWhileItIsThere() {
    BusReadiness readiness = readiness(false);
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

    redis.start();
    await(() -> readiness.call().getStatus() == Status.UP);

    redis.stop();
    await(() -> readiness.call().getStatus() == Status.DOWN);
  }

  @Test
  void whoCanDoWithoutIsReadyOnceItHasBeenThereAndTellsThatItIsAway() {
    BusReadiness readiness = readiness(true);
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

    redis.start();
    await(() -> readiness.call().getStatus() == Status.UP);

    redis.stop();
    await(() -> !bus.isLive());
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    assertThat(readiness.call().getData().orElseThrow()).containsEntry("live", false);
  }
}
