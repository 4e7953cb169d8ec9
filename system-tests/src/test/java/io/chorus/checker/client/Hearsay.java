package io.chorus.checker.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What came live to a room and was not seen in its log. An entry that came at several places is in
 * doubt: the log may have it at any of them, or at none.
 */
final class Hearsay {
  /** By then it is stored, or never will be: 15 s, by the clock of whoever has heard it. */
  private static final long HORIZON_NANOS = TimeUnit.SECONDS.toNanos(15);

  private record Heard(Entry entry, long atNanos) {}

  private final NavigableMap<Long, Heard> places = new TreeMap<>();

  /** Per entry its places, the lowest first. */
  private final Map<EntryKey, List<Long>> byKey = new HashMap<>();

  private final NavigableSet<Long> doubted = new TreeSet<>();

  /**
   * Notes an entry, once at each place.
   *
   * @return the lowest place of an entry that came at another one before; empty for any other
   */
  OptionalLong add(Entry entry, long nowNanos) {
    if (places.putIfAbsent(entry.cursor(), new Heard(entry, nowNanos)) != null) {
      return OptionalLong.empty();
    }
    List<Long> before = byKey.getOrDefault(entry.key(), List.of());
    if (before.isEmpty()) {
      byKey.put(entry.key(), List.of(entry.cursor()));
      return OptionalLong.empty();
    }
    List<Long> all = new ArrayList<>(before);
    all.add(entry.cursor());
    all.sort(null);
    byKey.put(entry.key(), all);
    doubted.addAll(all);
    return OptionalLong.of(all.getFirst());
  }

  /** The log has that entry, at whatever place. */
  void found(EntryKey key) {
    List<Long> all = byKey.remove(key);
    if (all != null) {
      places.keySet().removeAll(all);
      doubted.removeAll(all);
    }
  }

  /** The log does not have there what came live at that place, and never will. */
  void withdraw(long place) {
    Heard heard = places.remove(place);
    if (heard == null) {
      return;
    }
    EntryKey key = heard.entry().key();
    List<Long> left = byKey.get(key).stream().filter(other -> other != place).toList();
    doubted.remove(place);
    if (left.isEmpty()) {
      byKey.remove(key);
    } else {
      byKey.put(key, left);
      if (left.size() == 1) {
        doubted.remove(left.getFirst());
      }
    }
  }

  /**
   * The log was read from a place to its end, and has none of these.
   *
   * @param askedNanos when, by {@link System#nanoTime}
   * @return what is withdrawn by that: it came so long before that it would be there
   */
  List<EntryKey> readPast(long after, long askedNanos) {
    List<Heard> over =
        places.tailMap(after, false).values().stream()
            .filter(heard -> askedNanos - heard.atNanos() >= HORIZON_NANOS)
            .toList();
    over.forEach(heard -> withdraw(heard.entry().cursor()));
    return over.stream().map(heard -> heard.entry().key()).toList();
  }

  /** The lowest place of what is in doubt; empty where nothing is. */
  OptionalLong firstInDoubt() {
    return doubted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(doubted.first());
  }

  Set<EntryKey> keys() {
    return byKey.keySet();
  }

  /** Each entry at the lowest of its places. */
  Collection<Entry> entries() {
    return byKey.values().stream().map(all -> places.get(all.getFirst()).entry()).toList();
  }
}
