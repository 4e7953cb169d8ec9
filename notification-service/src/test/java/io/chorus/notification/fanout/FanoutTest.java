package io.chorus.notification.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.notification.Notification;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class FanoutTest {
  @Inject Fanout fanout;
  @Inject Bus bus;
  @Inject MeterRegistry metrics;

  private final String user = UUID.randomUUID().toString();
  private final List<Long> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws Exception {
    bus.subscribe(
            UserChannels.of(user),
            envelope -> {
              String frame = envelope.toString().split("\n", 2)[1];
              heard.add(Json.read(frame.getBytes(), Heard.class).data().cursor());
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  record Heard(Notification data) {}

  @AfterEach
  void stopListening() {
    bus.unsubscribe(UserChannels.of(user));
  }

  private static Notification notification(long cursor) {
    return new Notification(
        "n" + cursor, null, "order", "hi", null, null, null, cursor / 1000, cursor);
  }

  private List<String> crowd(int size) {
    return IntStream.range(0, size).mapToObj(i -> i == size / 2 ? user : user + i).toList();
  }

  private double count(String counter) {
    return metrics.counter(counter).count();
  }

  @Test
  void oneUserGetsNotificationsInTheOrderGiven() {
    fanout.toUsers(notification(1), crowd(10_000));
    LongStream.rangeClosed(2, 100).forEach(i -> fanout.toUsers(notification(i), List.of(user)));

    Awaitility.await().until(() -> heard.size() == 100);
    assertThat(heard).isSorted();
  }

  @Test
  void whatRedisDoesNotTakeIsCountedAndDoesNotHoldUpWhatComesLater() {
    double before = count("chorus.notifications.publish.failed");
    Backends.redis().stop();
    try {
      fanout.toUsers(notification(1), crowd(10_000));
      fanout.toEverybody(notification(2));

      // Each thousand in turn would wait two seconds for Redis.
      Awaitility.await()
          .atMost(Duration.ofSeconds(6))
          .until(() -> count("chorus.notifications.publish.failed") == before + 10_001);
    } finally {
      Backends.redis().start();
    }
    // Again and again: the subscription may be back later than the connection for commands.
    Awaitility.await()
        .until(
            () -> {
              fanout.toUsers(notification(3), List.of(user));
              return heard.contains(3L);
            });
    assertThat(heard).doesNotContain(1L);
  }

  @Test
  void whatIsBeyondTheBoundIsLeftOutAtOnce() {
    double failed = count("chorus.notifications.publish.failed");
    double published = count("chorus.notifications.published");
    List<String> crowd = crowd(10_000);

    IntStream.range(0, 25).forEach(i -> fanout.toUsers(notification(i), crowd));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                count("chorus.notifications.publish.failed")
                        - failed
                        + count("chorus.notifications.published")
                        - published
                    == 250_000);
    assertThat(count("chorus.notifications.publish.failed")).isGreaterThan(failed);
    assertThat(count("chorus.notifications.published")).isGreaterThanOrEqualTo(published + 200_000);
  }
}
