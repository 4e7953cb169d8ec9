package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.embedded.EmbeddedRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTest {
  private static final String KEY = Names.DEFAULT.key(Epoch.KEY);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private RedisServers servers;
  private EmbeddedRedis redis;

  @BeforeEach
  void open() {
    servers = new RedisServers(vertx, folder);
    redis = servers.start();
  }

  @AfterEach
  void close() throws Exception {
    servers.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void lookAfter(EmbeddedRedis on, boolean jumped) {
    Script beat = Heartbeat.BEAT;
    servers.tell(
        on, "EVAL", beat.source(), "1", "beat", "channel", "1", "1000", KEY, jumped ? "1" : "0");
  }

  private String epoch(EmbeddedRedis on) {
    Response epoch = servers.tell(on, "GET", KEY);
    return epoch == null ? null : epoch.toString();
  }

  private EmbeddedRedis replicaOf(EmbeddedRedis master) {
    EmbeddedRedis replica = servers.start();
    servers.tell(replica, "REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
    Awaitility.await().atMost(PATIENCE).until(() -> epoch(master).equals(epoch(replica)));
    return replica;
  }

  @Test
  void anEpochLastsWhoeverConnects() {
    lookAfter(redis, false);
    String first = epoch(redis);
    try (Bus bus = TestBus.on(vertx, redis.url(), BusSettings.defaults());
        Bus other = TestBus.on(vertx, redis.url(), BusSettings.defaults())) {
      Awaitility.await().atMost(PATIENCE).until(() -> bus.isLive() && other.isLive());
      assertThat(epoch(redis)).isEqualTo(first);
    }
  }

  @Test
  void aPromotedReplicaBeginsAnotherAndIsNotTakenForItsMasterBefore() {
    lookAfter(redis, false);
    EmbeddedRedis replica = replicaOf(redis);
    assertThatThrownBy(() -> lookAfter(replica, false)).hasStackTraceContaining("READONLY");

    servers.tell(replica, "REPLICAOF", "NO", "ONE");
    lookAfter(replica, false);

    assertThat(epoch(replica)).isNotEqualTo(epoch(redis));
  }

  @Test
  void afterAFlushAnotherBegins() {
    lookAfter(redis, false);
    String before = epoch(redis);
    servers.tell(redis, "FLUSHALL");

    lookAfter(redis, false);

    assertThat(epoch(redis)).isNotNull().isNotEqualTo(before);
  }

  @Test
  void whereTheClockIsBehindTheBeginningAnotherBegins() {
    lookAfter(redis, false);
    String id = epoch(redis).split(" ")[1];
    String ahead = Long.toString((System.currentTimeMillis() + 3_600_000) * 1000);
    servers.tell(redis, "SET", KEY, ahead + " " + id);

    lookAfter(redis, false);

    assertThat(epoch(redis)).doesNotStartWith(ahead).endsWith(id);
  }

  @Test
  void ofOneJumpThatManySeeOneNewEpochComes() {
    lookAfter(redis, false);
    String id = epoch(redis).split(" ")[1];
    String before = Long.toString((System.currentTimeMillis() - 60_000) * 1000);
    servers.tell(redis, "SET", KEY, before + " " + id);

    lookAfter(redis, true);
    String after = epoch(redis);
    lookAfter(redis, true);

    assertThat(after).doesNotStartWith(before);
    assertThat(epoch(redis)).isEqualTo(after);
  }
}
