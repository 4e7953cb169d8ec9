package io.chorus.chat.posting;

import io.chorus.chat.bus.RoomBus;
import io.chorus.model.room.RoomId;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends rooms back to the history for what they have seen and what is refused after all. Each fetch
 * costs, and everybody in the room makes one: so a room is told once in a while, for all that was
 * refused meanwhile. Bounded in rooms; one too many is not told. Thread-safe; never blocks for
 * long.
 */
final class Withdrawals {
  private static final long PAUSE_MILLIS = 2_000;
  private static final int MAX_ROOMS = 10_000;

  private final RoomBus rooms;
  private final Vertx vertx;

  /** The first cursor that each room is to be told of; guarded by itself. */
  private final Map<RoomId, Long> due = new HashMap<>();

  Withdrawals(RoomBus rooms, Vertx vertx) {
    this.rooms = rooms;
    this.vertx = vertx;
  }

  void add(RoomId room, long cursor) {
    synchronized (due) {
      if (due.containsKey(room)) {
        due.merge(room, cursor, Math::min);
        return;
      }
      if (due.size() == MAX_ROOMS) {
        return;
      }
      due.put(room, cursor);
    }
    vertx.setTimer(PAUSE_MILLIS, ignored -> tell(room));
  }

  private void tell(RoomId room) {
    long cursor;
    synchronized (due) {
      cursor = due.remove(room);
    }
    rooms.withdraw(room, cursor);
  }
}
