package io.chorus.checker.verdict;

import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.Shown;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what a client shows of its rooms, and how it came, against the logs. */
final class Views {
  private final Map<String, RoomLog> logs;
  private final Set<EntryKey> refused;
  private final List<Violation> violations = new ArrayList<>();

  private Views(Map<String, RoomLog> logs, Set<EntryKey> refused) {
    this.logs = logs;
    this.refused = refused;
  }

  /**
   * @param refused what any client was refused for good
   */
  static List<Violation> judge(Map<String, RoomLog> logs, Set<EntryKey> refused, Testimony client) {
    Views views = new Views(logs, refused);
    client
        .disorder()
        .forEach(
            what ->
                views.violations.add(
                    Violation.of(Kind.OUT_OF_ORDER, client.userId() + ": " + what)));
    client.rooms().forEach((roomId, shown) -> views.shown(client.userId(), roomId, shown));
    return views.violations;
  }

  private void shown(String userId, String roomId, Shown shown) {
    Stream.concat(shown.places().keySet().stream(), shown.withdrawn().stream())
        .filter(refused::contains)
        .forEach(
            key ->
                add(
                    Kind.APPEARED,
                    "%s was refused and seen in %s by %s".formatted(key, roomId, userId),
                    key.id()));
    RoomLog log = logs.get(roomId);
    shown
        .places()
        .forEach(
            (key, place) -> {
              if (!log.places().containsKey(key)) {
                add(
                    Kind.LOST,
                    "%s at %d, which %s has from the log of %s"
                        .formatted(key, place, userId, roomId),
                    key.id(),
                    place);
              }
            });
    log.places()
        .forEach((key, place) -> place(userId, roomId, key, place, shown.places().get(key)));
    violations.addAll(
        States.compare(
            Kind.SEEN_OTHERWISE, userId + " in " + roomId, log.states(), shown.states()));
  }

  private void place(String userId, String roomId, EntryKey key, long place, Long seen) {
    if (seen == null) {
      add(
          Kind.UNSEEN,
          "%s at %d in %s by %s".formatted(key, place, roomId, userId),
          key.id(),
          place);
    } else if (seen != place) {
      add(
          Kind.SEEN_ELSEWHERE,
          "%s at %d in %s, is at %d, by %s".formatted(key, seen, roomId, place, userId),
          key.id());
    }
  }

  private void add(Kind kind, String what, Object... words) {
    violations.add(Violation.of(kind, what, words));
  }
}
