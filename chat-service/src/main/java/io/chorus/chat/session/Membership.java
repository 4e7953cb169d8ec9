package io.chorus.chat.session;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The rooms that one connection is in. Belongs to the connection's event loop. */
final class Membership {
  private final Lobby lobby;
  private final Subscriber subscriber;
  private final Supplier<Entry> self;
  private final Set<RoomId> rooms = new HashSet<>(4);
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
    if (rooms.contains(room)) {
      return enter(room);
    }
    if (rooms.size() >= lobby.roomsPerConnection()) {
      throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "this connection is in too many rooms");
    }
    rooms.add(room);
    return lobby
        .subscribe(room, subscriber)
        .compose(subscribed -> enter(room))
        .onFailure(ignored -> leave(room))
        .onSuccess(
            ignored -> {
              if (ended) {
                lobby.withdraw(room, self.get());
              }
            });
  }

  private Future<Payloads.Joined> enter(RoomId room) {
    return lobby.enter(room, self.get()).map(view -> joined(room, view));
  }

  private static Payloads.Joined joined(RoomId room, View view) {
    return new Payloads.Joined(room.value(), view.cursor(), view.members(), view.memberCount());
  }

  /**
   * @throws Refusal if the connection is not in the room
   */
  void demand(RoomId room) {
    if (!rooms.contains(room)) {
      throw new Refusal(ErrorCode.NOT_IN_ROOM, "join the room first");
    }
  }

  /** Leaves a room, if the connection is in it. */
  void leave(RoomId room) {
    if (rooms.remove(room)) {
      lobby.leave(room, subscriber, self.get());
    }
  }

  /** Tells every room that who is in it has another name now. */
  void rename() {
    rooms.forEach(room -> lobby.rename(room, self.get()));
  }

  void leaveAll(Predicate<RoomId> which) {
    Set.copyOf(rooms).stream().filter(which).forEach(this::leave);
  }

  /** Leaves every room, for good. */
  void end() {
    ended = true;
    leaveAll(room -> true);
  }
}
