package io.chorus.checker.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What all clients together know of each room: which places are stored, and which were live, since
 * when. What one was told to be stored everybody has to find from then on. Belongs to the
 * workload's event loop.
 */
final class Known {
  /** Live places that are remembered in a room. */
  private static final int MAX_LIVE = 2_000;

  private final Map<String, NavigableMap<Long, Long>> stored = new HashMap<>();
  private final Map<String, NavigableMap<Long, Long>> live = new HashMap<>();

  /** A reply or a page says that there is a message at that place. */
  void stored(String roomId, long cursor) {
    places(stored, roomId).putIfAbsent(cursor, System.nanoTime());
  }

  void live(String roomId, long cursor) {
    NavigableMap<Long, Long> places = places(live, roomId);
    places.putIfAbsent(cursor, System.nanoTime());
    if (places.size() > MAX_LIVE) {
      places.pollFirstEntry();
    }
  }

  /** A place that is known, or 1 where there is none. */
  long anyPlace(String roomId, RandomGenerator random) {
    NavigableMap<Long, Long> places = places(stored, roomId);
    if (places.isEmpty()) {
      return 1;
    }
    long span = places.lastKey() - places.firstKey() + 1;
    return places.ceilingKey(places.firstKey() + random.nextLong(span));
  }

  /**
   * What a page lacks.
   *
   * @param after the page covers what is behind it
   * @param upTo and up to there
   * @param asked {@link System#nanoTime} when it was asked for
   */
  List<Long> missing(String roomId, long after, long upTo, long asked, Collection<Long> cursors) {
    return places(stored, roomId).subMap(after, false, upTo, true).entrySet().stream()
        .filter(place -> place.getValue() - asked < 0 && !cursors.contains(place.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * For how long something had been live that a look at the newest does not show, in nanoseconds;
   * empty where it shows all.
   */
  OptionalLong staleness(String roomId, long newest, long asked) {
    return places(live, roomId).tailMap(newest, false).values().stream()
        .mapToLong(since -> asked - since)
        .filter(age -> age > 0)
        .max();
  }

  private static NavigableMap<Long, Long> places(
      Map<String, NavigableMap<Long, Long>> all, String roomId) {
    return all.computeIfAbsent(roomId, room -> new TreeMap<>());
  }
}
