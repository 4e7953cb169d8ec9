package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.test.Backends;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private static final Script ECHO = Script.of("return {KEYS[1], ARGV[1]}");

  private final EmbeddedRedis redis = Backends.redis();
  private final String channel = "test:" + UUID.randomUUID();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private Bus bus;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    bus = TestBus.on(vertx, redis.url(), BusSettings.defaults(), ECHO);
    await().until(bus::isLive);
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
  }

  private void listen(String name) throws Exception {
    get(bus.subscribe(name, payload -> heard.add(payload.toString())));
  }

  @Test
  void whatIsPublishedAfterTheConfirmationIsHeardInOrder() throws Exception {
    listen(channel);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      sent.add("no " + i);
      bus.publish(channel, "no " + i);
    }
    await().until(() -> heard.size() == 3000);
    assertThat(heard).isEqualTo(sent);
  }

  @Test
  void publishingTellsHowManyHeard() throws Exception {
    assertThat(get(bus.publish(channel, "x"))).isZero();
    listen(channel);
    assertThat(get(bus.publish(channel, "x"))).isEqualTo(1);
    bus.unsubscribe(channel);
    await().until(() -> get(bus.publish(channel, "x")) == 0);
  }

  @Test
  void subscribingAgainAtOnceLosesNothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      bus.subscribe(channel, payload -> {});
      bus.unsubscribe(channel);
    }
    listen(channel);
    assertThat(get(bus.publish(channel, "x"))).isEqualTo(1);
    await().until(() -> heard.size() == 1);
  }

  @Test
  void thousandsOfChannelsShareOneConnection() throws Exception {
    List<Future<?>> subscriptions = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      subscriptions.add(bus.subscribe(channel + i, payload -> heard.add(payload.toString())));
    }
    get(Future.all(subscriptions));
    get(bus.publish(channel + 4999, "last"));
    await().until(() -> heard.contains("last"));
  }

  @Test
  void scriptsRunAlsoAfterRedisHasForgottenThem() throws Exception {
    assertThat(get(bus.run(ECHO, List.of("k"), List.of("v"))).get(1).toString()).isEqualTo("v");

    redis.kill();

    assertThat(get(bus.run(ECHO, List.of("k"), List.of("w"))).get(1).toString()).isEqualTo("w");
  }

  @Test
  void afterALossEveryChannelIsBackBeforeItIsTold() throws Exception {
    AtomicInteger restored = new AtomicInteger();
    List<Integer> receivers = new CopyOnWriteArrayList<>();
    AtomicInteger lost = new AtomicInteger();
    bus.onLost(lost::incrementAndGet);
    bus.onRestored(
        () -> {
          restored.incrementAndGet();
          bus.publish(channel, "after").onSuccess(receivers::add);
        });
    listen(channel);

    redis.kill();

    await().until(() -> receivers.size() == 1);
    assertThat(receivers).containsExactly(1);
    await().until(() -> heard.contains("after"));
    assertThat(lost).hasValue(1);
    assertThat(restored).hasValue(1);
    await().until(bus::isLive);
  }

  @Test
  void whileRedisIsAwayCommandsWaitAndThenFail() throws Exception {
    redis.stop();
    try {
      await().until(() -> !bus.isLive());
      Future<Integer> lost = bus.publish(channel, "x");
      assertThatThrownBy(() -> get(lost))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BusUnavailable.class);
    } finally {
      redis.start();
    }
    await().atMost(Duration.ofSeconds(10)).until(bus::isLive);
    assertThat(get(bus.publish(channel, "x"))).isZero();
  }

  @Test
  void aCommandGivenDuringAShortOutageIsCarriedOut() throws Exception {
    redis.stop();
    Future<Integer> patient = bus.publish(channel, "x");
    redis.start();

    assertThat(get(patient)).isZero();
  }

  @Test
  void aRedisThatHangsIsNoticedAndItsReturnToo() throws Exception {
    listen(channel);
    signal("STOP");
    try {
      await().atMost(Duration.ofSeconds(5)).until(() -> !bus.isLive());
      await().atMost(Duration.ofSeconds(10)).until(() -> !redisHears());
    } finally {
      signal("CONT");
    }
    await().atMost(Duration.ofSeconds(10)).until(bus::isLive);
    assertThat(get(bus.publish(channel, "x"))).isEqualTo(1);
  }

  private boolean redisHears() {
    try {
      get(bus.publish(channel, "probe"));
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start().waitFor())
        .isZero();
  }
}
