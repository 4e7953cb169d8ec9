package io.chorus.checker.verdict;

import io.chorus.checker.client.Entry;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.MessageState;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A room's log as the history gives it in the end: what all else is measured by. */
final class RoomLog {
  /** A message older than this, seen from the next, is stored or never will be. */
  private static final long HORIZON_MICROS = 15_000_000;

  private final String roomId;
  private final List<Entry> entries;
  private final Map<EntryKey, Long> places = new HashMap<>();
  private final Map<EntryKey, MessageState> states;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * @param entries in the history's order
   */
  RoomLog(String roomId, List<Entry> entries) {
    this.roomId = roomId;
    this.entries = entries;
    this.states = MessageState.ledToBy(entries);
    long last = 0;
    for (Entry entry : entries) {
      take(entry, last);
      last = entry.cursor();
    }
  }

  static Map<String, RoomLog> of(Map<String, List<Entry>> histories) {
    Map<String, RoomLog> logs = new HashMap<>();
    histories.forEach((roomId, entries) -> logs.put(roomId, new RoomLog(roomId, entries)));
    return logs;
  }

  private void take(Entry entry, long last) {
    if (entry.cursor() <= last) {
      add(Kind.OUT_OF_ORDER, entry, "the history has %s after %d", last);
    }
    if (overlooks(entry, last)) {
      add(Kind.OVERLOOKED, entry, "%s has prev " + entry.prev() + ", before it is %d", last);
    }
    if (!entry.isVoid()) {
      Long other = places.put(entry.key(), entry.cursor());
      if (other != null) {
        add(Kind.DOUBLED, entry, "the history has %s at %d too", other);
      }
    }
  }

  private static boolean overlooks(Entry entry, long last) {
    if (entry.prev() == null) {
      return false;
    }
    return entry.saysAllBeforeIsFinal()
        ? last > entry.cursor() - HORIZON_MICROS
        : last > entry.prev();
  }

  private void add(Kind kind, Entry entry, String what, long other) {
    violations.add(
        Violation.of(
            kind,
            roomId + ": " + what.formatted(entry.key() + " at " + entry.cursor(), other),
            entry.key().id()));
  }

  String roomId() {
    return roomId;
  }

  /** What is wrong with the log itself. */
  List<Violation> violations() {
    return violations;
  }

  List<Entry> entries() {
    return entries;
  }

  /** The place of every entry but void ones. */
  Map<EntryKey, Long> places() {
    return places;
  }

  /** What it makes of its messages. */
  Map<EntryKey, MessageState> states() {
    return states;
  }

  /** The place of its end, 0 where it is empty. */
  long newest() {
    return entries.isEmpty() ? 0 : entries.getLast().cursor();
  }
}
