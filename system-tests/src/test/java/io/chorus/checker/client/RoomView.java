package io.chorus.checker.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * One room as an application would have it: an entry once per author and id, at the log's place
 * where live delivery and the log differ; and nothing that the log, read past it, does not have.
 */
final class RoomView {
  /** The storing deadline of 10 s, and some. */
  private static final long HOLE_NANOS = TimeUnit.SECONDS.toNanos(12);

  private final Map<EntryKey, Entry> stored = new HashMap<>();
  private final Hearsay hearsay = new Hearsay();
  private final Set<EntryKey> withdrawn = new HashSet<>();
  private final NavigableSet<Long> passed = new TreeSet<>();

  /**
   * Places of entries that others name as the one before, or as the newest, and that did not come;
   * since when that is known, by {@link System#nanoTime}.
   */
  private final NavigableMap<Long, Long> missing = new TreeMap<>();

  /**
   * Takes an entry that came live.
   *
   * @return the cursor after which something may be missing; empty when the entry follows on what
   *     was there
   */
  OptionalLong live(Entry entry, long nowNanos) {
    boolean follows = entry.namesPrevious() && passed.contains(entry.prev());
    long bound = entry.namesPrevious() ? entry.prev() : entry.cursor();
    Long before = passed.lower(Math.min(bound, entry.cursor()));
    pass(entry, nowNanos);
    OptionalLong elsewhere =
        stored.containsKey(entry.key()) ? OptionalLong.empty() : hearsay.add(entry, nowNanos);
    if (elsewhere.isPresent()) {
      return OptionalLong.of(elsewhere.getAsLong() - 1);
    }
    return follows ? OptionalLong.empty() : OptionalLong.of(before == null ? 0 : before);
  }

  /**
   * Takes the log from a place to its end. What counts is what it says, and what it does not say of
   * what would be there by now.
   *
   * @param askedNanos when it was asked, by {@link System#nanoTime}: what it does not have may have
   *     been stored since
   * @param nowNanos when all of it is here: what it names may have been written only then
   */
  void read(long after, List<Entry> entries, long askedNanos, long nowNanos) {
    for (Entry entry : entries) {
      pass(entry, nowNanos);
      if (entry.isVoid()) {
        hearsay.withdraw(entry.cursor());
      } else {
        stored.put(entry.key(), entry);
        hearsay.found(entry.key());
      }
    }
    withdrawn.addAll(hearsay.readPast(after, askedNanos));
    List<Long> givenUp =
        missing.tailMap(after, false).entrySet().stream()
            .filter(hole -> askedNanos - hole.getValue() >= HOLE_NANOS)
            .map(Map.Entry::getKey)
            .toList();
    missing.keySet().removeAll(givenUp);
    passed.addAll(givenUp);
  }

  private void pass(Entry entry, long nowNanos) {
    passed.add(entry.cursor());
    missing.remove(entry.cursor());
    if (entry.namesPrevious()) {
      expect(entry.prev(), nowNanos);
    }
  }

  /** There is an entry at that place. */
  void expect(long cursor, long nowNanos) {
    if (!passed.contains(cursor)) {
      missing.putIfAbsent(cursor, nowNanos);
    }
  }

  /**
   * The cursor after which something is known to be missing, or in doubt, and may still be found;
   * empty where nothing is. Where one is missing, others may be before it of which nobody has
   * spoken: they are behind the last that is there.
   */
  OptionalLong open() {
    LongStream holes =
        missing.isEmpty() ? LongStream.empty() : LongStream.of(lastBefore(missing.firstKey()));
    LongStream doubts = hearsay.firstInDoubt().stream().map(place -> place - 1);
    return LongStream.concat(holes, doubts).min();
  }

  private long lastBefore(long cursor) {
    Long before = passed.lower(cursor);
    return before == null ? 0 : before;
  }

  /** The newest cursor, 0 before the first. */
  long last() {
    return passed.isEmpty() ? 0 : passed.last();
  }

  /**
   * What it shows once its log is read past all that came live.
   *
   * @param log the entries that the log has
   */
  Shown shown(Set<EntryKey> log, Rules rules) {
    List<Entry> entries =
        Stream.concat(
                stored.values().stream(),
                hearsay.entries().stream().filter(entry -> log.contains(entry.key())))
            .toList();
    return new Shown(
        entries.stream().collect(Collectors.toMap(Entry::key, Entry::cursor)),
        MessageState.ledToBy(
            entries.stream()
                .filter(entry -> rules.heedsEdits() || entry.kind() != Entry.Kind.EDIT)
                .toList()),
        Stream.concat(withdrawn.stream(), hearsay.keys().stream())
            .filter(key -> !log.contains(key))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
