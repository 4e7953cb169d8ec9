package io.chorus.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalEntriesTest {
  private static final RoomId ROOM = new RoomId("room");
  private static final RoomId OTHER = new RoomId("other");

  private final LocalEntries local = new LocalEntries();

  private static Entry entry(String connection) {
    return new Entry(connection, "user of " + connection, "Name");
  }

  private void left(RoomId room, Entry entry) {
    local.leave(room, entry);
    local.departed(new Share(room, List.of(entry)));
  }

  @Test
  void whoLeftUntoldIsADepartureOnce() {
    local.join(ROOM, entry("c1"));
    left(ROOM, entry("c1"));
    local.departed(new Share(ROOM, List.of(entry("c1"))));

    assertThat(local.takeDepartures()).containsExactly(new Share(ROOM, List.of(entry("c1"))));
    assertThat(local.takeDepartures()).isEmpty();
  }

  @Test
  void aLaterJoinWithdrawsTheDepartureFromThatRoomAlone() {
    left(ROOM, entry("c1"));
    left(OTHER, entry("c1"));
    local.join(ROOM, entry("c1"));

    assertThat(local.takeDepartures()).containsExactly(new Share(OTHER, List.of(entry("c1"))));
  }

  @Test
  void aLeaveThatFailsAfterTheNextJoinIsNoDeparture() {
    local.join(ROOM, entry("c1"));
    local.departed(new Share(ROOM, List.of(entry("c1"), entry("c2"))));

    assertThat(local.takeDepartures()).containsExactly(new Share(ROOM, List.of(entry("c2"))));
  }

  @Test
  void departuresAreBounded() {
    for (int i = 0; i < Departures.CAPACITY + 10; i++) {
      left(ROOM, entry("c" + i));
    }
    List<Share> taken = local.takeDepartures();
    assertThat(taken.stream().mapToInt(share -> share.entries().size()).sum())
        .isEqualTo(Departures.CAPACITY);
    assertThat(taken).allMatch(share -> share.entries().size() <= 500);
    left(ROOM, entry("c"));
    assertThat(local.takeDepartures()).hasSize(1);
  }

  @Test
  void aLargeRoomGoesInSharesThatFitACall() {
    for (int i = 0; i < 1201; i++) {
      local.join(ROOM, entry("c" + i));
    }
    List<Integer> sizes = new ArrayList<>();
    local.shares().forEachRemaining(share -> sizes.add(share.entries().size()));
    assertThat(sizes).containsExactly(500, 500, 201);
  }

  @Test
  void aNewNameIsToldOnceAndOnlyOfThoseWhoAreHere() {
    Entry renamed = new Entry("c1", "user of c1", "New");
    local.join(ROOM, entry("c1"));
    local.rename(ROOM, renamed);
    local.rename(OTHER, renamed);

    assertThat(local.takeRenamed()).containsExactly(new Share(ROOM, List.of(renamed)));
    assertThat(local.takeRenamed()).isEmpty();

    local.rename(ROOM, renamed);
    local.leave(ROOM, renamed);
    assertThat(local.takeRenamed()).isEmpty();
  }
}
