package io.chorus.history.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is known to be a member of which room, so that nobody is made one with every message.
 * Bounded: whoever is forgotten is made a member again, which changes nothing. Thread-safe.
 */
final class KnownMembers {
  private static final int MAX = 20_000;

  private record Pair(String userId, String roomId) {}

  private final Map<Pair, Boolean> pairs =
      Collections.synchronizedMap(
          new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Pair, Boolean> eldest) {
              return size() > MAX;
            }
          });

  boolean has(String userId, String roomId) {
    return pairs.get(new Pair(userId, roomId)) != null;
  }

  void add(String userId, String roomId) {
    pairs.put(new Pair(userId, roomId), true);
  }
}
