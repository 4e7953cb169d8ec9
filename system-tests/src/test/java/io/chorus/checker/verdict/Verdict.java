package io.chorus.checker.verdict;

import io.chorus.checker.client.Entry;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.HistoryReader;
import io.chorus.checker.client.Marker;
import io.chorus.checker.client.MessageState;
import io.chorus.checker.client.Misreading;
import io.chorus.checker.client.Shown;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.client.Workload;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Judges a finished run: each client's view of each room against the room's log, and every
 * acknowledgement, what replicas say of messages and markers against it.
 *
 * <p>What came live and was never stored is withdrawn by whoever reads the log past it; so nothing
 * may differ.
 */
public final class Verdict {
  /** A message older than this, seen from the next, is stored or never will be. */
  private static final long HORIZON_MICROS = 15_000_000;

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Map<EntryKey, Long>> stored = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Map<EntryKey, MessageState>> states = new HashMap<>();

  private final Set<EntryKey> refused = new HashSet<>();

  private Verdict() {}

  /** What the clients have and were told of the rooms, against the logs. */
  public static List<Violation> ofViews(Workload workload) {
    Map<String, List<Entry>> histories = workload.histories();
    return of(histories, workload.testimonies(histories));
  }

  /**
   * @param histories per room all that is stored, in the history's order
   */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, List<Testimony> testimonies) {
    Verdict verdict = new Verdict();
    histories.forEach(verdict::history);
    testimonies.forEach(client -> verdict.refused.addAll(client.refused()));
    testimonies.forEach(verdict::testimony);
    verdict.members(testimonies);
    return List.copyOf(verdict.violations);
  }

  /**
   * What replicas say that messages are, against what the log leads to.
   *
   * @param replicas by replica and room
   */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, Map<String, Map<String, HistoryReader.State>> replicas) {
    Verdict verdict = new Verdict();
    histories.forEach(verdict::history);
    verdict.violations.clear();
    replicas.forEach((replica, rooms) -> rooms.forEach((r, s) -> verdict.state(replica, r, s)));
    return List.copyOf(verdict.violations);
  }

  private void state(String replica, String roomId, HistoryReader.State state) {
    String where = replica + " of " + roomId;
    compare(Kind.MISSTATED, where, states.get(roomId), state.messages());
    if (state.asOf() != newest.get(roomId)) {
      violations.add(
          Violation.of(
              Kind.MISSTATED,
              "%s is as of %d, the newest is %d"
                  .formatted(where, state.asOf(), newest.get(roomId))));
    }
  }

  /** What a client has too much or lacks is told where places are compared. */
  private void compare(
      Kind kind,
      String where,
      Map<EntryKey, MessageState> right,
      Map<EntryKey, MessageState> shown) {
    right.forEach(
        (key, state) -> {
          MessageState other = shown.get(key);
          if (other == null ? kind == Kind.MISSTATED : !other.equals(state)) {
            violations.add(
                Violation.of(
                    kind,
                    "%s: %s is %s, must be %s".formatted(where, key, other, state),
                    key.id()));
          }
        });
  }

  /** How far users have read, and what is left, against what they were told and the log. */
  public static List<Violation> of(
      Map<String, List<Entry>> histories, List<Testimony> testimonies, List<Marker> markers) {
    List<Violation> wrong = new ArrayList<>();
    Map<String, Map<EntryKey, MessageState>> states = new HashMap<>();
    histories.forEach((room, entries) -> states.put(room, MessageState.ledToBy(entries)));
    for (Testimony client : testimonies) {
      for (Marker marker : markers) {
        if (marker.userId().equals(client.userId()) && histories.containsKey(marker.roomId())) {
          long told = client.read().getOrDefault(marker.roomId(), 0L);
          Reading reading =
              new Reading(histories.get(marker.roomId()), states.get(marker.roomId()), marker);
          if (marker.read() < told
              || marker.unread() != reading.unread()
              || marker.mentions() != reading.mentions()) {
            wrong.add(
                Violation.of(
                    Kind.MISCOUNTED,
                    "%s, who was told to have read up to %d, of which %d with %d mentions are left"
                        .formatted(marker, told, reading.unread(), reading.mentions())));
          }
        }
      }
    }
    return wrong;
  }

  /** What was wrong with pages that were read meanwhile. */
  public static List<Violation> of(List<Misreading> misreadings) {
    return misreadings.stream()
        .map(
            misreading ->
                Violation.of(
                    switch (misreading.fault()) {
                      case LACKING -> Kind.UNREAD;
                      case DISORDERED -> Kind.OUT_OF_ORDER;
                    },
                    misreading.what()))
        .toList();
  }

  private void history(String roomId, List<Entry> entries) {
    Map<EntryKey, Long> places = new HashMap<>();
    long last = 0;
    for (Entry entry : entries) {
      if (entry.cursor() <= last) {
        add(Kind.OUT_OF_ORDER, roomId, "the history has %s after %d", entry, last);
      }
      if (overlooks(entry, last)) {
        add(
            Kind.OVERLOOKED,
            roomId,
            "%s has prev " + entry.prev() + ", before it is %d",
            entry,
            last);
      }
      last = entry.cursor();
      if (!entry.isVoid()) {
        Long other = places.put(entry.key(), entry.cursor());
        if (other != null) {
          add(Kind.DOUBLED, roomId, "the history has %s at %d too", entry, other);
        }
      }
    }
    stored.put(roomId, places);
    newest.put(roomId, last);
    states.put(roomId, MessageState.ledToBy(entries));
  }

  private static boolean overlooks(Entry entry, long last) {
    if (entry.prev() == null) {
      return false;
    }
    return entry.saysAllBeforeIsFinal()
        ? last > entry.cursor() - HORIZON_MICROS
        : last > entry.prev();
  }

  private void testimony(Testimony client) {
    client
        .disorder()
        .forEach(
            what ->
                violations.add(
                    Violation.of(Kind.OUT_OF_ORDER, client.userId() + " got live " + what)));
    client
        .contradictions()
        .forEach(what -> violations.add(Violation.of(Kind.APPEARED, what, client.userId())));
    client.refused().forEach(this::refused);
    client
        .newestAtJoin()
        .forEach(
            (roomId, cursor) -> {
              if (cursor > newest.get(roomId)) {
                violations.add(
                    Violation.of(
                        Kind.AHEAD,
                        "%s joined %s at %d, its newest is %d"
                            .formatted(client.userId(), roomId, cursor, newest.get(roomId)),
                        "joined " + roomId));
              }
            });
    if (client.unanswered() > 0) {
      violations.add(
          Violation.of(
              Kind.UNANSWERED,
              "%d messages of %s".formatted(client.unanswered(), client.userId())));
    }
    client
        .acknowledged()
        .forEach(
            (id, reply) -> {
              Long place = stored.get(reply.roomId()).get(new EntryKey(client.userId(), id));
              if (place == null) {
                lost(client.userId(), id, reply.roomId(), reply.cursor());
              } else if (place != reply.cursor()) {
                misplaced(client.userId(), id, reply.cursor(), place);
              }
            });
    client.rooms().forEach((roomId, shown) -> shown(client.userId(), roomId, shown));
  }

  private void shown(String userId, String roomId, Shown shown) {
    Stream.concat(shown.places().keySet().stream(), shown.withdrawn().stream())
        .filter(refused::contains)
        .forEach(
            key ->
                violations.add(
                    Violation.of(
                        Kind.APPEARED,
                        "%s was refused and seen in %s by %s".formatted(key, roomId, userId),
                        key.id())));
    view(userId, roomId, shown.places());
    compare(Kind.SEEN_OTHERWISE, userId + " in " + roomId, states.get(roomId), shown.states());
  }

  private void refused(EntryKey message) {
    stored.forEach(
        (roomId, places) -> {
          if (places.containsKey(message)) {
            violations.add(
                Violation.of(
                    Kind.APPEARED, message + " was refused and is in " + roomId, message.id()));
          }
        });
  }

  /** At the end everyone is in all of their rooms, and knows it of all others. */
  private void members(List<Testimony> clients) {
    Map<String, Set<String>> present = new HashMap<>();
    for (Testimony client : clients) {
      for (String roomId : client.members().keySet()) {
        present.computeIfAbsent(roomId, r -> new TreeSet<>()).add(client.userId());
      }
    }
    for (Testimony client : clients) {
      client
          .members()
          .forEach(
              (roomId, members) -> {
                if (!members.equals(present.get(roomId))) {
                  violations.add(
                      Violation.of(
                          Kind.WRONG_MEMBERS,
                          "%s has %s in %s, present are %s"
                              .formatted(
                                  client.userId(),
                                  new TreeSet<>(members),
                                  roomId,
                                  present.get(roomId)),
                          "joined ",
                          "left "));
                }
              });
    }
  }

  private void lost(String userId, String id, String roomId, long cursor) {
    violations.add(
        Violation.of(
            Kind.LOST,
            "%s of %s in %s, said to be at %d".formatted(id, userId, roomId, cursor),
            id));
  }

  private void misplaced(String userId, String id, long told, long place) {
    violations.add(
        Violation.of(
            Kind.MISPLACED, "%s of %s, told %d, is at %d".formatted(id, userId, told, place), id));
  }

  private void view(String userId, String roomId, Map<EntryKey, Long> view) {
    view.forEach(
        (key, place) -> {
          if (!stored.get(roomId).containsKey(key)) {
            violations.add(
                Violation.of(
                    Kind.LOST,
                    "%s at %d, which %s has from the log of %s"
                        .formatted(key, place, userId, roomId),
                    key.id(),
                    place));
          }
        });
    stored
        .get(roomId)
        .forEach(
            (key, place) -> {
              Long seen = view.get(key);
              if (seen == null) {
                violations.add(
                    Violation.of(
                        Kind.UNSEEN,
                        "%s at %d in %s by %s".formatted(key, place, roomId, userId),
                        key.id(),
                        place));
              } else if (!seen.equals(place)) {
                violations.add(
                    Violation.of(
                        Kind.SEEN_ELSEWHERE,
                        "%s at %d in %s, is at %d, by %s"
                            .formatted(key, seen, roomId, place, userId),
                        key.id()));
              }
            });
  }

  private void add(Kind kind, String roomId, String what, Entry entry, long other) {
    violations.add(
        Violation.of(
            kind,
            roomId + ": " + what.formatted(entry.key() + " at " + entry.cursor(), other),
            entry.key().id()));
  }
}
