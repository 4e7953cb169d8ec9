package io.chorus.chat.presence;

import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.Share;
import io.chorus.model.room.RoomId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of this instance, room by room, and what is still to be told of them: that they
 * left, or have another name. A connection that is here is never among those that left.
 * Thread-safe; never blocks for long.
 */
final class LocalEntries {
  private final Map<RoomId, Map<String, Entry>> byRoom = new ConcurrentHashMap<>();
  private final Departures departures = new Departures();
  private final Map<RoomId, Set<String>> renamed = new ConcurrentHashMap<>();

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

  /** Another name for one that is here. */
  void rename(RoomId room, Entry entry) {
    Map<String, Entry> entries = byRoom.get(room);
    if (entries != null && entries.replace(entry.connectionId(), entry) != null) {
      renamed(new Share(room, List.of(entry)));
    }
  }

  /** Notes those whose new name is not told yet. */
  void renamed(Share share) {
    renamed.compute(
        share.room(),
        (room, connections) -> {
          Set<String> more = connections != null ? connections : ConcurrentHashMap.newKeySet();
          share.entries().forEach(entry -> more.add(entry.connectionId()));
          return more;
        });
  }

  Iterator<RoomId> rooms() {
    return byRoom.keySet().iterator();
  }

  /** Those that are here. */
  List<Entry> in(RoomId room) {
    return List.copyOf(byRoom.getOrDefault(room, Map.of()).values());
  }

  Iterator<RoomId> roomsOfDepartures() {
    return departures.rooms().iterator();
  }

  /** Takes out those whose leaving is to be told. */
  List<Entry> takeDepartures(RoomId room) {
    return departures.take(room);
  }

  Iterator<RoomId> roomsOfRenamed() {
    return List.copyOf(renamed.keySet()).iterator();
  }

  /** Takes out those whose new name is to be told. */
  List<Entry> takeRenamed(RoomId room) {
    Set<String> connections = renamed.remove(room);
    return connections == null
        ? List.of()
        : in(room).stream().filter(entry -> connections.contains(entry.connectionId())).toList();
  }

  /** Of those, who is not here any more. */
  List<Entry> gone(Share share) {
    Map<String, Entry> here = byRoom.getOrDefault(share.room(), Map.of());
    return share.entries().stream()
        .filter(entry -> !here.containsKey(entry.connectionId()))
        .toList();
  }

  /** Whether anybody here is in that room. */
  boolean isIn(RoomId room) {
    return byRoom.containsKey(room);
  }

  /** Rooms. */
  int size() {
    return byRoom.size();
  }
}
