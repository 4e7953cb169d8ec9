package io.chorus.history.log;

import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who is known to be a member of which room, so that nobody is made one with every message.
 * Bounded: whoever is forgotten is made a member again, which changes nothing. Thread-safe.
 */
@Singleton
public final class KnownMembers {
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

  private volatile Set<String> beingErased = Set.of();

  boolean has(String userId, String roomId) {
    return pairs.get(new Pair(userId, roomId)) != null;
  }

  void add(String userId, String roomId) {
    if (!beingErased.contains(userId)) {
      pairs.put(new Pair(userId, roomId), true);
    }
  }

  /** Nothing is known of these users from now on, until it is said of others. */
  public void passOver(Set<String> userIds) {
    beingErased = userIds;
    if (!userIds.isEmpty()) {
      pairs.keySet().removeIf(pair -> userIds.contains(pair.userId));
    }
  }

  /** Nothing is known for sure any more. */
  public void clear() {
    pairs.clear();
  }
}
