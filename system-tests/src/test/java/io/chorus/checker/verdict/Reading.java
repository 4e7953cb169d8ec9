package io.chorus.checker.verdict;

import io.chorus.checker.client.Entry;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.Marker;
import io.chorus.checker.client.MessageState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is left for somebody to read, by the log that leads to these states. */
record Reading(List<Entry> log, Map<EntryKey, MessageState> states, Marker marker) {
  /** More are not counted. */
  private static final int MOST = 99;

  /** Messages of others behind the marker that are there. */
  int unread() {
    return (int)
        messagesOfOthers().filter(message -> message.cursor() > marker.read()).limit(MOST).count();
  }

  /**
   * Those of others whose newest version, behind the marker, mentions the user, and none before it.
   */
  int mentions() {
    Map<EntryKey, List<Entry>> versions =
        log.stream().filter(Entry::isVersion).collect(Collectors.groupingBy(Entry::of));
    return (int)
        messagesOfOthers()
            .filter(message -> isMeant(versions.get(message.key())))
            .limit(MOST)
            .count();
  }

  private Stream<Entry> messagesOfOthers() {
    return log.stream()
        .filter(entry -> entry.kind() == Entry.Kind.MESSAGE)
        .filter(message -> !message.key().userId().equals(marker.userId()))
        .filter(message -> !states.get(message.key()).deleted());
  }

  private boolean isMeant(List<Entry> versions) {
    Entry newest = versions.stream().max(Comparator.comparingLong(Entry::cursor)).orElseThrow();
    return newest.cursor() > marker.read()
        && mentionsUser(newest)
        && versions.stream()
            .noneMatch(version -> version.cursor() <= marker.read() && mentionsUser(version));
  }

  private boolean mentionsUser(Entry version) {
    return version.mentions().contains(marker.userId());
  }
}
