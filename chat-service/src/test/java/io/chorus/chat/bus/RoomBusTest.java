package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.Drafts;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class RoomBusTest {
  @Inject RoomBus rooms;
  @Inject PresenceStore presence;
  @Inject Bus bus;

  private static final String EPOCH = "epoch";

  private final RoomId room = new RoomId("room-" + UUID.randomUUID());

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Others, and their own heartbeats, begin new epochs. */
  @BeforeEach
  void awaitAnEpochThatLasts() {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () -> {
              Response epoch = await(bus.send(Command.GET, EPOCH));
              return epoch != null && epoch.toString().matches("\\d+ \\w{40}");
            });
  }

  private Stamp publish(String id) throws Exception {
    return await(rooms.publish(Drafts.message(room, id, "u1", "hi")));
  }

  private void forget(String... keys) throws Exception {
    for (String key : keys) {
      await(bus.send(Command.DEL, key));
    }
  }

  @Test
  void stampsAreTimesThatGrowAndEachKnowsTheOneBefore() throws Exception {
    long before = System.currentTimeMillis();
    Stamp first = publish("a");
    Stamp second = publish("b");

    assertThat(first.prev()).isIn(null, 0L);
    assertThat(first.cursor() / 1000).isBetween(before - 1000, before + 10_000);
    assertThat(second.cursor()).isGreaterThan(first.cursor());
    assertThat(second.prev()).isEqualTo(first.cursor());
  }

  @Test
  void theSameMessageGetsTheSameStampAndIsNotPublishedAgain() throws Exception {
    List<String> published = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(room), event -> published.add(event.toString())));
    Stamp first = publish("a");
    publish("b");

    Stamp again = publish("a");
    assertThat(again.cursor()).isEqualTo(first.cursor());
    assertThat(again.prev()).isEqualTo(first.prev());

    publish("last");
    Awaitility.await().until(() -> published.stream().anyMatch(e -> e.contains("\"last\"")));
    assertThat(published).hasSize(3);
    bus.unsubscribe(RoomKeys.channel(room));
  }

  @Test
  void changesAreInTheChainOfTheMessagesAndRememberedApartFromThem() throws Exception {
    Stamp message = publish("a");
    Stamp edit = await(rooms.publish(Drafts.edit(room, "a", "u1", "a")));
    Stamp anothers = await(rooms.publish(Drafts.edit(room, "a", "u2", "a")));
    Stamp next = publish("b");

    assertThat(edit.prev()).isEqualTo(message.cursor());
    assertThat(anothers.prev()).isEqualTo(edit.cursor());
    assertThat(next.prev()).isEqualTo(anothers.cursor());
    assertThat(await(rooms.publish(Drafts.edit(room, "another", "u1", "a"))).cursor())
        .isEqualTo(edit.cursor());
  }

  @Test
  void inANewRoomAllBeforeIsBehindTheHorizonOnceRedisHasRememberedForSoLong() throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              RoomId fresh = new RoomId("room-" + UUID.randomUUID());
              Draft draft = Drafts.message(fresh, "a", "u1", "hi");
              Long prev = await(rooms.publish(draft)).prev();
              assertThat(prev).isIn(null, 0L);
              return prev != null;
            });

    Stamp first = publish("a");
    assertThat(first.prev()).isZero();
    assertThat(publish("a").prev()).isZero();
    assertThat(publish("b").prev()).isEqualTo(first.cursor());

    forget(RoomKeys.clock(room), EPOCH);
    assertThat(publish("c").prev()).isNull();
  }

  @Test
  void aStampThatIsGivenAgainTellsHowOldItIs() throws Exception {
    Stamp first = publish("a");
    assertThat(first.ageMillis()).isZero();

    Awaitility.await().until(() -> publish("a").ageMillis() >= 50);
  }

  @Test
  void whereTheClockIsLostNobodyClaimsToKnowThePredecessor() throws Exception {
    Stamp first = publish("a");
    forget(RoomKeys.clock(room), EPOCH);

    Stamp second = publish("b");

    assertThat(second.prev()).isNull();
    assertThat(second.cursor()).isGreaterThan(first.cursor());
  }

  @Test
  void theFirstAfterAnotherEpochBeganDoesNotClaimToKnowThePredecessor() throws Exception {
    publish("a");
    Stamp second = publish("b");
    assertThat(second.prev()).isNotNull();
    assertThat(await(presence.members(room, 0)).cursor()).isEqualTo(second.cursor());
    await(bus.send(Command.SET, EPOCH, "1 former-master"));

    assertThat(await(presence.members(room, 0)).cursor()).isNull();
    Stamp third = publish("c");

    assertThat(third.prev()).isNull();
    assertThat(third.cursor()).isGreaterThan(second.cursor());
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> publish("d" + UUID.randomUUID()).prev() != null);
  }

  @Test
  void noStampIsSmallerThanWhatTheHistoryHolds() throws Exception {
    long held = (System.currentTimeMillis() + 5_000) * 1000;
    rooms.stored(held);

    assertThat(publish("a").cursor()).isEqualTo(held + 1);
  }

  @Test
  void noStampIsSmallerThanWhatWasSeenHereEvenIfTheClockIsBehind() throws Exception {
    long ahead = (System.currentTimeMillis() + 5_000) * 1000;
    await(bus.send(Command.SET, RoomKeys.clock(room), Long.toString(ahead)));
    Stamp last = publish("a");
    assertThat(last.cursor()).isEqualTo(ahead + 1);
    rooms.seen(last.cursor());
    forget(RoomKeys.clock(room));

    assertThat(publish("b").cursor()).isEqualTo(ahead + 2);
  }
}
