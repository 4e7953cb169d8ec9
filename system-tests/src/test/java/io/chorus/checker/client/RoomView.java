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
 * One room as an application would show it: a message once per sender and id, at the history's
 * place where live delivery and history differ.
 */
final class RoomView {
  private final Map<MessageKey, Long> shown = new HashMap<>();
  private final NavigableSet<Long> passed = new TreeSet<>();

  /**
   * Places of messages that others name as the one before, or as the newest, and that did not come.
   */
  private final NavigableSet<Long> missing = new TreeSet<>();

  /** Came live at two places, and the history has not yet said which one counts. */
  private final Set<MessageKey> doubted = new HashSet<>();

  /**
   * Takes a message that came live.
   *
   * @return the cursor after which something may be missing; empty when the message follows on what
   *     was there
   */
  OptionalLong live(Message message) {
    boolean follows = message.namesPrevious() && passed.contains(message.prev());
    long bound = message.namesPrevious() ? message.prev() : message.cursor();
    Long before = passed.lower(Math.min(bound, message.cursor()));
    pass(message);
    Long other = shown.putIfAbsent(message.key(), message.cursor());
    if (other != null && other != message.cursor()) {
      doubted.add(message.key());
      return OptionalLong.of(Math.min(other, message.cursor()) - 1);
    }
    return follows ? OptionalLong.empty() : OptionalLong.of(before == null ? 0 : before);
  }

  /** Takes what the history says, whose places count. */
  void stored(List<Message> messages) {
    for (Message message : messages) {
      pass(message);
      shown.put(message.key(), message.cursor());
      doubted.remove(message.key());
    }
  }

  private void pass(Message message) {
    passed.add(message.cursor());
    missing.remove(message.cursor());
    if (message.namesPrevious()) {
      expect(message.prev());
    }
  }

  /** There is a message at that place. */
  void expect(long cursor) {
    if (!passed.contains(cursor)) {
      missing.add(cursor);
    }
  }

  /** Whether nothing is known to be missing after that place, and every message has its own. */
  boolean isWhole(long after) {
    return doubted.isEmpty() && missing.higher(after) == null;
  }

  /** The newest cursor, 0 before the first. */
  long last() {
    return passed.isEmpty() ? 0 : passed.last();
  }

  /** What is shown, with its cursor. */
  Map<MessageKey, Long> shown() {
    return new HashMap<>(shown);
  }
}
