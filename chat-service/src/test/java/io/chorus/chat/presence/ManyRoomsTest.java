package io.chorus.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(ManyRoomsTest.NarrowBus.class)
class ManyRoomsTest {
  private static final int ROOMS = 3000;
  private static final int AT_ONCE = 50;
  private static final Duration EXPIRY = Duration.ofSeconds(12);

  /** Of a bus that carries a fraction of the rooms at a time. */
  public static class NarrowBus implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.bus.max-waiting", "100", "chorus.presence.expiry", EXPIRY.toSeconds() + "s");
    }
  }

  @Inject Presence presence;
  @Inject Bus bus;
  @Inject MeterRegistry metrics;

  private final String prefix = "room-" + UUID.randomUUID() + "-";
  private final List<String> gone = new CopyOnWriteArrayList<>();

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private RoomId room(int number) {
    return new RoomId(prefix + number);
  }

  private double refused() {
    return metrics.find("chorus.refused").tag("bound", "bus-commands").counter().count();
  }

  @Test
  void theirRefreshNeitherFillsTheBusNorLetsAnybodyExpire() throws Exception {
    for (int i = 0; i < ROOMS; i += 100) {
      await(
          bus.subscribe(
              RoomKeys.channel(room(i)),
              event -> {
                if (event.toString().contains("user_left")) {
                  gone.add(event.toString());
                }
              }));
    }
    for (int from = 0; from < ROOMS; from += AT_ONCE) {
      List<Future<View>> joins = new ArrayList<>();
      for (int i = from; i < from + AT_ONCE; i++) {
        joins.add(presence.join(room(i), new Entry("c" + i, "ada", "Ada"), 0));
      }
      await(Future.all(joins));
    }

    Awaitility.await()
        .during(EXPIRY.plusSeconds(3))
        .atMost(EXPIRY.multipliedBy(3))
        .until(() -> refused() == 0 && gone.isEmpty());

    for (int i = 0; i < ROOMS; i += 100) {
      assertThat(await(presence.members(room(i), 1)).memberCount()).isEqualTo(1);
    }
    for (int i = 0; i < ROOMS; i++) {
      presence.leave(room(i), new Entry("c" + i, "ada", "Ada"));
      if (i % AT_ONCE == 0) {
        Awaitility.await().until(presence::isSettled);
      }
    }
    Awaitility.await().until(presence::isSettled);
  }
}
