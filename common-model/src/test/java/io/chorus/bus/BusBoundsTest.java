package io.chorus.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.embedded.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No Redis at all: everything waits. */
class BusBoundsTest {
  /** Longer than any of these tests: no heartbeat disturbs the count but the first. */
  private static final Duration HEARTBEAT = Duration.ofHours(1);

  private static final String CHANNEL = "c";

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Bus bus;

  private void open(Duration maxWait, int maxWaiting, long maxWaitingBytes) {
    bus =
        TestBus.on(
            vertx,
            "redis://127.0.0.1:" + FreePort.pick(),
            new BusSettings(maxWait, maxWaiting, maxWaitingBytes, HEARTBEAT),
            metrics);
  }

  @AfterEach
  void close() {
    bus.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** So many bytes each, its channel's name among them. */
  private List<Future<Integer>> publish(int times, int bytes) {
    int name = Names.DEFAULT.channel(CHANNEL).length();
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(bus.publish(CHANNEL, "x".repeat(bytes - name)));
    }
    return all;
  }

  private double refused(String bound) {
    return metrics.counter("chorus.refused", "bound", bound).count();
  }

  @Test
  void oneCommandTooManyIsRefusedAtOnce() {
    open(Duration.ofHours(1), 10, 1_000_000);
    List<Future<Integer>> all = publish(12, 50);

    await().until(() -> all.stream().filter(Future::failed).count() == 2);
    assertThat(all.subList(0, 10)).noneMatch(Future::isComplete);
    assertThat(all.getLast().cause()).isInstanceOf(BusUnavailable.class);
    assertThat(refused("bus-commands")).isEqualTo(2);
  }

  @Test
  void whoSharesACallIsCountedAsIfAlone() {
    open(Duration.ofHours(1), 10, 1_000_000);
    Script script = Script.of("return {}");
    List<Future<Response>> all = new CopyOnWriteArrayList<>();
    bus.execute(
        () -> {
          for (int i = 0; i < 12; i++) {
            all.add(bus.runTogether(script, List::of, List.of("k"), List.of("v")));
          }
        });

    await().until(() -> refused("bus-commands") == 2);
    assertThat(all.subList(0, 10)).noneMatch(Future::isComplete);
    assertThat(all.subList(10, 12)).allMatch(Future::failed);
  }

  @Test
  void oneByteTooManyIsRefusedAtOnce() {
    open(Duration.ofHours(1), 1000, 1000);
    List<Future<Integer>> fill = publish(2, 500);
    List<Future<Integer>> more = publish(1, 10);

    await().until(() -> more.getFirst().failed());
    assertThat(more.getFirst().cause()).isInstanceOf(BusUnavailable.class);
    assertThat(fill).noneMatch(Future::isComplete);
    assertThat(refused("bus-bytes")).isEqualTo(1);
  }

  @Test
  void whatIsLargerThanTheBoundMayWaitAlone() {
    open(Duration.ofHours(1), 1000, 1000);
    List<Future<Integer>> large = publish(1, 5000);
    List<Future<Integer>> more = publish(1, 10);

    await().until(() -> more.getFirst().failed());
    assertThat(large).noneMatch(Future::isComplete);
  }

  @Test
  void whoseTimeIsUpMakesRoom() {
    open(Duration.ofMillis(300), 1000, 1000);
    List<Future<Integer>> fill = publish(2, 500);
    await().until(() -> fill.stream().allMatch(Future::failed));

    await()
        .until(
            () -> {
              double before = refused("bus-bytes");
              publish(1, 900);
              Future<Integer> next = publish(1, 50).getFirst();
              await().until(next::failed);
              return refused("bus-bytes") == before;
            });
  }
}
