package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Member;
import io.chorus.chat.bus.PresenceStore.News;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(PresenceStoreTest.Small.class)
class PresenceStoreTest {
  public static class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.presence.expiry", "3s", "chorus.rooms.quiet-above", "3");
    }
  }

  @Inject PresenceStore presence;
  @Inject Bus bus;

  private final RoomId room = new RoomId("room-" + UUID.randomUUID());
  private final List<String> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() throws Exception {
    await(bus.subscribe(RoomKeys.channel(room), event -> events.add(event.toString())));
  }

  @AfterEach
  void stopListening() {
    bus.unsubscribe(RoomKeys.channel(room));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static Entry entry(String connection, String user) {
    return new Entry(connection, user, "Name of " + user);
  }

  private int tell(News news, Entry... entries) throws Exception {
    return await(presence.tell(news, List.of(new Share(room, List.of(entries))))).get(room);
  }

  private List<String> kinds() {
    return events.stream().map(e -> e.contains("user_joined") ? "joined" : "left").toList();
  }

  @Test
  void aUserComesWithTheFirstConnectionAndGoesWithTheLast() throws Exception {
    await(presence.join(room, entry("c1", "ada \"A\" ü"), 10));
    View view = await(presence.join(room, entry("c2", "ada \"A\" ü"), 10));
    assertThat(view.memberCount()).isEqualTo(1);
    assertThat(view.members()).containsExactly(new Member("ada \"A\" ü", "Name of ada \"A\" ü"));

    await(presence.leave(room, entry("c1", "ada \"A\" ü")));
    assertThat(await(presence.leave(room, entry("c2", "ada \"A\" ü")))).isTrue();
    assertThat(await(presence.leave(room, entry("c2", "ada \"A\" ü")))).isFalse();
    assertThat(await(presence.members(room, 0)).memberCount()).isZero();

    Awaitility.await().until(() -> events.size() == 2);
    assertThat(kinds()).containsExactly("joined", "left");
    assertThat(events.getFirst()).startsWith("e c1\n{\"event\":\"user_joined\",\"data\":{");
  }

  @Test
  void doingItTwiceIsDoingItOnce() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.leave(room, entry("c1", "ada")));
    await(presence.leave(room, entry("c1", "ada")));
    await(presence.join(room, entry("last", "bob"), 10));

    Awaitility.await().until(() -> events.size() == 3);
    assertThat(kinds()).containsExactly("joined", "left", "joined");
  }

  @Test
  void whatIsNotRefreshedExpiresAndSomebodyTells() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, entry("c2", "bob"), 10));

    Awaitility.await().until(() -> tell(News.REFRESH, entry("c2", "bob")) == 1);

    Awaitility.await().until(() -> events.size() == 3);
    assertThat(events.get(2)).startsWith("e @ada\n").contains("user_left");
    assertThat(await(presence.members(room, 10)).members())
        .containsExactly(new Member("bob", "Name of bob"));
  }

  @Test
  void listsAreBoundedAndCountsAreNot() throws Exception {
    for (int i = 0; i < 10; i++) {
      await(presence.join(room, entry("c" + i, "user" + i), 0));
    }
    View view = await(presence.members(room, 4));
    assertThat(view.members()).hasSize(4).doesNotHaveDuplicates();
    assertThat(view.memberCount()).isEqualTo(10);
  }

  @Test
  void aLargeRoomIsQuiet() throws Exception {
    for (int i = 0; i < 6; i++) {
      await(presence.join(room, entry("c" + i, "user" + i), 0));
    }
    await(presence.leave(room, entry("c5", "user5")));
    await(bus.publish(RoomKeys.channel(room), "e -\nend"));

    Awaitility.await().until(() -> events.stream().anyMatch(e -> e.endsWith("end")));
    assertThat(events).hasSize(4);
  }

  private void loseTheRoom() throws Exception {
    await(bus.send(Command.DEL, RoomKeys.connections(room)));
    await(bus.send(Command.DEL, RoomKeys.users(room)));
    await(bus.send(Command.DEL, RoomKeys.memory(room)));
  }

  @Test
  void whoWasSeenBeforeALossIsNotAnnouncedAgain() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, entry("c2", "bob"), 10));
    loseTheRoom();

    tell(News.REFRESH, entry("c1", "ada"));
    int members = tell(News.RESTORE, entry("c2", "bob"));
    await(presence.join(room, entry("c3", "eve"), 10));

    assertThat(members).isEqualTo(2);
    Awaitility.await().until(() -> events.size() == 3);
    assertThat(events.get(2)).contains("eve");
  }

  @Test
  void whoWasToldOfAsGoneIsToldOfAsComingWhenHeWasThereAfterAll() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    Awaitility.await().until(() -> await(presence.members(room, 0)).memberCount() == 0);
    tell(News.REFRESH, entry("c1", "ada"));

    Awaitility.await().until(() -> tell(News.REFRESH, entry("c2", "bob")) == 1);
    tell(News.RESTORE, entry("c1", "ada"));

    Awaitility.await().until(() -> events.size() == 6);
    assertThat(kinds()).containsExactly("joined", "left", "joined", "joined", "left", "joined");
  }

  @Test
  void whoLeftWhileRedisWasAwayIsToldOfLater() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, entry("c2", "bob"), 10));
    await(presence.join(room, entry("c3", "bob"), 10));
    loseTheRoom();
    tell(News.RESTORE, entry("c3", "bob"));

    tell(News.DEPARTED, entry("c1", "ada"), entry("c2", "bob"));
    await(bus.publish(RoomKeys.channel(room), "e -\nend"));

    Awaitility.await().until(() -> events.stream().anyMatch(e -> e.endsWith("end")));
    assertThat(events).hasSize(4);
    assertThat(events.get(2)).contains("user_left").contains("\"ada\"");
  }

  @Test
  void whoJoinsBeforeTheRoomIsToldAgainDoesNotHideThatItWasLost() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, entry("c2", "eve"), 10));
    loseTheRoom();
    await(presence.join(room, entry("c3", "bob"), 10));

    tell(News.RESTORE, entry("c1", "ada"));
    tell(News.DEPARTED, entry("c2", "eve"));

    Awaitility.await().until(() -> events.size() == 4);
    assertThat(kinds()).containsExactly("joined", "joined", "joined", "left");
    assertThat(events.get(3)).contains("\"eve\"");
  }

  @Test
  void whereNothingWasLostRestoringChangesNothing() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    tell(News.RESTORE, entry("c1", "ada"));
    tell(News.DEPARTED, entry("c1", "ada"));

    Awaitility.await().until(() -> events.size() == 2);
    assertThat(kinds()).containsExactly("joined", "left");
  }

  @Test
  void whoJoinsUnderAnotherNameHasItAndIsAnnouncedUnderIt() throws Exception {
    await(presence.join(room, entry("c1", "ada"), 10));
    await(presence.join(room, new Entry("c2", "ada", "Ada L."), 10));
    tell(News.RENAMED, new Entry("c1", "ada", "Countess"));
    tell(News.RENAMED, new Entry("c1", "ada", "Countess"));
    tell(News.REFRESH, entry("c1", "ada"));

    assertThat(await(presence.members(room, 10)).members())
        .containsExactly(new Member("ada", "Countess"));
    await(presence.leave(room, entry("c1", "ada")));
    await(presence.leave(room, entry("c2", "ada")));
    Awaitility.await().until(() -> events.size() == 4);
    assertThat(kinds()).containsExactly("joined", "joined", "joined", "left");
    assertThat(events.get(1)).contains("\"Ada L.\"");
    assertThat(events.get(2)).contains("\"Countess\"");
    assertThat(events.get(3)).contains("\"Countess\"");
  }

  @Test
  void aRoomThatCannotBeReadDoesNotFailItsNeighbours() throws Exception {
    RoomId broken = new RoomId("room-" + UUID.randomUUID());
    RoomId neighbour = new RoomId("room-" + UUID.randomUUID());
    await(bus.send(Command.SET, RoomKeys.users(broken), "no hash"));
    List<Share> shares =
        List.of(
            new Share(room, List.of(entry("c1", "ada"))),
            new Share(broken, List.of(entry("c1", "ada"))),
            new Share(neighbour, List.of(entry("c1", "ada"), entry("c2", "bob"))));

    Map<RoomId, Integer> sizes = await(presence.tell(News.REFRESH, shares));

    assertThat(sizes).isEqualTo(Map.of(room, 1, neighbour, 2));
    assertThat(await(presence.members(neighbour, 10)).memberCount()).isEqualTo(2);
  }
}
