package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.model.room.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Those who left and whose leaving could not be told, as Redis was away or had lost them. A later
 * join withdraws it: whoever is here again did not leave. Bounded: one too many is not kept, and
 * its entry expires by itself. Thread-safe; never blocks for long.
 */
final class Departures {
  /** A user's id and name have some hundred bytes each: a few megabytes. */
  static final int CAPACITY = 10_000;

  private final Map<RoomId, Map<String, Entry>> byRoom = new HashMap<>();
  private int size;

  synchronized void add(RoomId room, Entry entry) {
    if (size < CAPACITY
        && byRoom.computeIfAbsent(room, r -> new HashMap<>()).put(entry.connectionId(), entry)
            == null) {
      size++;
    }
  }

  synchronized void withdraw(RoomId room, Entry entry) {
    Map<String, Entry> departed = byRoom.get(room);
    if (departed != null && departed.remove(entry.connectionId()) != null) {
      size--;
      if (departed.isEmpty()) {
        byRoom.remove(room);
      }
    }
  }

  synchronized List<RoomId> rooms() {
    return List.copyOf(byRoom.keySet());
  }

  /** Takes those of a room out. */
  synchronized List<Entry> take(RoomId room) {
    Map<String, Entry> departed = byRoom.remove(room);
    if (departed == null) {
      return List.of();
    }
    size -= departed.size();
    return List.copyOf(departed.values());
  }
}
