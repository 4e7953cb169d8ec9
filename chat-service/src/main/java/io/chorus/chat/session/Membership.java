package io.chorus.chat.session;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The rooms that one connection is in. Belongs to the connection's event loop. */
final class Membership {
  private final Lobby lobby;
  private final Subscriber subscriber;
  private final Supplier<Entry> self;

  /** The rooms, and the number of the last event before each was joined. */
  private final Map<RoomId, Long> rooms = new HashMap<>(4);

  private boolean ended;

  /**
   * @param self who joins, at the moment of joining: a new token may bring another name
   */
  Membership(Lobby lobby, Subscriber subscriber, Supplier<Entry> self) {
    this.lobby = lobby;
    this.subscriber = subscriber;
    this.self = self;
  }

  /**
   * Joins a room, or asks who is in one that is joined.
   *
   * @return who is there, once no message stamped later is missed; in case of a failure the
   *     connection is not in the room
   * @throws Refusal if the connection is in too many rooms
   */
  Future<Payloads.Joined> join(RoomId room) {
    if (rooms.containsKey(room)) {
      return enter(room);
    }
    if (rooms.size() >= lobby.roomsPerConnection()) {
      throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "this connection is in too many rooms");
    }
    rooms.put(room, lobby.now());
    return lobby
        .subscribe(room, subscriber)
        .compose(subscribed -> enter(room))
        .onFailure(ignored -> leave(room))
        // However it went: an entry that could not be made now would be made at the next round.
        .onComplete(
            ignored -> {
              if (ended) {
                lobby.withdraw(room, self.get());
              }
            });
  }

  /** Joins rooms in which the connection was before it was cut off; all of them, or it fails. */
  Future<Void> joinAll(Set<RoomId> before) {
    List<Future<Payloads.Joined>> joins = new ArrayList<>(before.size());
    for (RoomId room : before) {
      joins.add(join(room));
    }
    return Future.join(joins).mapEmpty();
  }

  /** Takes the places of the time before. */
  void goOnFrom(Map<RoomId, Long> places) {
    rooms.replaceAll((room, joined) -> places.getOrDefault(room, joined));
  }

  /** Number of the last event: those to come have greater ones. */
  long now() {
    return lobby.now();
  }

  private Future<Payloads.Joined> enter(RoomId room) {
    return lobby.enter(room, self.get()).map(view -> joined(room, view));
  }

  private static Payloads.Joined joined(RoomId room, View view) {
    return new Payloads.Joined(room.value(), view.cursor(), view.members(), view.memberCount());
  }

  boolean isIn(RoomId room) {
    return rooms.containsKey(room);
  }

  /**
   * @throws Refusal if the connection is not in the room
   */
  void demand(RoomId room) {
    if (!isIn(room)) {
      throw new Refusal(ErrorCode.NOT_IN_ROOM, "join the room first");
    }
  }

  /** Leaves a room, if the connection is in it. */
  void leave(RoomId room) {
    if (rooms.remove(room) != null) {
      lobby.leave(room, subscriber, self.get());
    }
  }

  /** Tells every room that who is in it has another name now. */
  void rename() {
    rooms.keySet().forEach(room -> lobby.rename(room, self.get()));
  }

  void leaveAll(Predicate<RoomId> which) {
    Set.copyOf(rooms.keySet()).stream().filter(which).forEach(this::leave);
  }

  /** The rooms, and the number of the last event before each was joined. */
  Map<RoomId, Long> places() {
    return Map.copyOf(rooms);
  }

  /** Leaves every room, for good. */
  void end() {
    ended = true;
    leaveAll(room -> true);
  }
}
