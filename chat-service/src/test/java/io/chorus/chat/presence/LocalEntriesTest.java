package io.chorus.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import java.util.ArrayList;
import java.util.Iterator;
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

  private List<Share> takeDepartures() {
    List<Share> taken = new ArrayList<>();
    local
        .roomsOfDepartures()
        .forEachRemaining(room -> taken.add(new Share(room, local.takeDepartures(room))));
    return taken;
  }

  @Test
  void whoLeftUntoldIsADepartureOnce() {
    local.join(ROOM, entry("c1"));
    left(ROOM, entry("c1"));
    local.departed(new Share(ROOM, List.of(entry("c1"))));

    assertThat(takeDepartures()).containsExactly(new Share(ROOM, List.of(entry("c1"))));
    assertThat(takeDepartures()).isEmpty();
  }

  @Test
  void aLaterJoinWithdrawsTheDepartureFromThatRoomAlone() {
    left(ROOM, entry("c1"));
    left(OTHER, entry("c1"));
    local.join(ROOM, entry("c1"));

    assertThat(takeDepartures()).containsExactly(new Share(OTHER, List.of(entry("c1"))));
  }

  @Test
  void aJoinWithdrawsADepartureUntilTheMomentAtWhichItIsTold() {
    left(ROOM, entry("c1"));
    Iterator<RoomId> rooms = local.roomsOfDepartures();
    local.join(ROOM, entry("c1"));

    assertThat(local.takeDepartures(rooms.next())).isEmpty();
  }

  @Test
  void aLeaveThatFailsAfterTheNextJoinIsNoDeparture() {
    local.join(ROOM, entry("c1"));
    local.departed(new Share(ROOM, List.of(entry("c1"), entry("c2"))));

    assertThat(takeDepartures()).containsExactly(new Share(ROOM, List.of(entry("c2"))));
  }

  @Test
  void departuresAreBounded() {
    for (int i = 0; i < Departures.CAPACITY + 10; i++) {
      left(ROOM, entry("c" + i));
    }
    assertThat(local.takeDepartures(ROOM)).hasSize(Departures.CAPACITY);
    left(ROOM, entry("c"));
    assertThat(local.takeDepartures(ROOM)).hasSize(1);
  }

  @Test
  void aNewNameIsToldOnceAndOnlyOfThoseWhoAreHere() {
    Entry renamed = new Entry("c1", "user of c1", "New");
    local.join(ROOM, entry("c1"));
    local.join(ROOM, entry("c2"));
    local.rename(ROOM, renamed);
    local.rename(OTHER, renamed);

    assertThat(local.roomsOfRenamed()).toIterable().containsExactly(ROOM);
    assertThat(local.takeRenamed(ROOM)).containsExactly(renamed);
    assertThat(local.takeRenamed(ROOM)).isEmpty();
    assertThat(local.in(ROOM)).containsExactlyInAnyOrder(renamed, entry("c2"));

    local.rename(ROOM, renamed);
    local.leave(ROOM, renamed);
    assertThat(local.takeRenamed(ROOM)).isEmpty();
  }

  @Test
  void whoIsGoneOfThoseToldOfIsFound() {
    local.join(ROOM, entry("c1"));
    assertThat(local.gone(new Share(ROOM, List.of(entry("c1"), entry("c2")))))
        .containsExactly(entry("c2"));
    assertThat(local.gone(new Share(OTHER, List.of(entry("c1"))))).containsExactly(entry("c1"));
  }
}
