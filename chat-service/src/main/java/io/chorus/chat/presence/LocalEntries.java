package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of this instance, room by room, and those that left and are not told of yet: a
 * connection is never among both. Thread-safe; never blocks for long.
 */
final class LocalEntries {
  private final Map<RoomId, Map<String, Entry>> byRoom = new ConcurrentHashMap<>();
  private final Departures departures = new Departures();
  private final Set<Renamed> renamed = ConcurrentHashMap.newKeySet();

  private record Renamed(RoomId room, String connectionId) {}

  void join(RoomId room, Entry entry) {
    byRoom.compute(
        room,
        (r, entries) -> {
          Map<String, Entry> joined = entries != null ? entries : new ConcurrentHashMap<>(4);
          joined.put(entry.connectionId(), entry);
          departures.withdraw(room, entry);
          return joined;
        });
  }

  void leave(RoomId room, Entry entry) {
    byRoom.computeIfPresent(
        room,
        (r, entries) -> {
          entries.remove(entry.connectionId());
          return entries.isEmpty() ? null : entries;
        });
  }

  /** Notes those whose leaving could not be told, but for those that have come back meanwhile. */
  void departed(Share left) {
    byRoom.compute(
        left.room(),
        (room, entries) -> {
          for (Entry entry : left.entries()) {
            if (entries == null || !entries.containsKey(entry.connectionId())) {
              departures.add(room, entry);
            }
          }
          return entries;
        });
  }

  /** Takes out those whose leaving is to be told. */
  List<Share> takeDepartures() {
    return departures.take();
  }

  /** Another name for one that is here. */
  void rename(RoomId room, Entry entry) {
    byRoom.computeIfPresent(
        room,
        (r, entries) -> {
          if (entries.replace(entry.connectionId(), entry) != null) {
            renamed.add(new Renamed(room, entry.connectionId()));
          }
          return entries;
        });
  }

  /** Notes those whose new name could not be told. */
  void renamed(Share share) {
    share.entries().forEach(entry -> renamed.add(new Renamed(share.room(), entry.connectionId())));
  }

  /** Takes out those whose new name is to be told. */
  List<Share> takeRenamed() {
    List<Share> taken = new ArrayList<>();
    for (Renamed one : renamed) {
      renamed.remove(one);
      Entry entry = byRoom.getOrDefault(one.room, Map.of()).get(one.connectionId);
      if (entry != null) {
        taken.add(new Share(one.room, List.of(entry)));
      }
    }
    return taken;
  }

  boolean isIn(RoomId room) {
    return byRoom.containsKey(room);
  }

  /** Rooms. */
  int size() {
    return byRoom.size();
  }

  /** All that are here, as far as they stay while it is gone through. */
  Iterator<Share> shares() {
    return byRoom.entrySet().stream()
        .flatMap(room -> Round.shares(room.getKey(), room.getValue().values()).stream())
        .iterator();
  }
}
