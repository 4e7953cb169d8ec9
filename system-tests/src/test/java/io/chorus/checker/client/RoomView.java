package io.chorus.checker.client;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One room as an application would have it: an entry once per author and id, at the history's place
 * where live delivery and history differ.
 */
final class RoomView {
  private final Map<EntryKey, Entry> entries = new HashMap<>();
  private final NavigableSet<Long> passed = new TreeSet<>();

  /**
   * Places of entries that others name as the one before, or as the newest, and that did not come.
   */
  private final NavigableSet<Long> missing = new TreeSet<>();

  /** Came live at two places, and the history has not yet said which one counts. */
  private final Set<EntryKey> doubted = new HashSet<>();

  /**
   * Takes an entry that came live.
   *
   * @return the cursor after which something may be missing; empty when the entry follows on what
   *     was there
   */
  OptionalLong live(Entry entry) {
    boolean follows = entry.namesPrevious() && passed.contains(entry.prev());
    long bound = entry.namesPrevious() ? entry.prev() : entry.cursor();
    Long before = passed.lower(Math.min(bound, entry.cursor()));
    pass(entry);
    Entry other = entries.putIfAbsent(entry.key(), entry);
    if (other != null && other.cursor() != entry.cursor()) {
      doubted.add(entry.key());
      return OptionalLong.of(Math.min(other.cursor(), entry.cursor()) - 1);
    }
    return follows ? OptionalLong.empty() : OptionalLong.of(before == null ? 0 : before);
  }

  /** Takes what the history says, whose places count. */
  void stored(List<Entry> read) {
    for (Entry entry : read) {
      pass(entry);
      if (entry.isVoid()) {
        entries.values().removeIf(heard -> heard.cursor() == entry.cursor());
      } else {
        entries.put(entry.key(), entry);
        doubted.remove(entry.key());
      }
    }
  }

  private void pass(Entry entry) {
    passed.add(entry.cursor());
    missing.remove(entry.cursor());
    if (entry.namesPrevious()) {
      expect(entry.prev());
    }
  }

  /** There is an entry at that place. */
  void expect(long cursor) {
    if (!passed.contains(cursor)) {
      missing.add(cursor);
    }
  }

  /** Whether nothing is known to be missing after that place, and every entry has its own. */
  boolean isWhole(long after) {
    return doubted.isEmpty() && missing.higher(after) == null;
  }

  /**
   * From where to read again what was read after that place and is not whole: before the first
   * place that is missing, or all of it where a place is in doubt.
   */
  long unreadAfter(long after) {
    Long first = missing.higher(after);
    return first == null || !doubted.isEmpty() ? after : first - 1;
  }

  /** The newest cursor, 0 before the first. */
  long last() {
    return passed.isEmpty() ? 0 : passed.last();
  }

  /** What it has, with its cursors. */
  Map<EntryKey, Long> places() {
    Map<EntryKey, Long> places = new HashMap<>();
    entries.forEach((key, entry) -> places.put(key, entry.cursor()));
    return places;
  }

  /** What is shown, to somebody who follows these rules. */
  Map<EntryKey, MessageState> states(Rules rules) {
    return MessageState.ledToBy(
        entries.values().stream()
            .filter(entry -> rules.heedsEdits() || entry.kind() != Entry.Kind.EDIT)
            .toList());
  }
}
