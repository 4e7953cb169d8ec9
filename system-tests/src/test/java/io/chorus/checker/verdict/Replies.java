package io.chorus.checker.verdict;

import io.chorus.checker.client.Acknowledgement;
import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges what a client was told in answer to its requests, against the logs. */
final class Replies {
  private final Map<String, RoomLog> logs;
  private final List<Violation> violations = new ArrayList<>();

  private Replies(Map<String, RoomLog> logs) {
    this.logs = logs;
  }

  static List<Violation> judge(Map<String, RoomLog> logs, Testimony client) {
    Replies replies = new Replies(logs);
    client.acknowledged().forEach((id, reply) -> replies.acknowledged(client.userId(), id, reply));
    client.refused().forEach(replies::refused);
    client.newestAtJoin().forEach((roomId, at) -> replies.joined(client.userId(), roomId, at));
    client
        .contradictions()
        .forEach(
            what -> replies.violations.add(Violation.of(Kind.APPEARED, what, client.userId())));
    if (client.unanswered() > 0) {
      replies.violations.add(
          Violation.of(
              Kind.UNANSWERED,
              "%d messages of %s".formatted(client.unanswered(), client.userId())));
    }
    return replies.violations;
  }

  private void acknowledged(String userId, String id, Acknowledgement reply) {
    Long place = logs.get(reply.roomId()).places().get(new EntryKey(userId, id));
    if (place == null) {
      violations.add(
          Violation.of(
              Kind.LOST,
              "%s of %s in %s, said to be at %d"
                  .formatted(id, userId, reply.roomId(), reply.cursor()),
              id));
    } else if (place != reply.cursor()) {
      violations.add(
          Violation.of(
              Kind.MISPLACED,
              "%s of %s, told %d, is at %d".formatted(id, userId, reply.cursor(), place),
              id));
    }
  }

  private void refused(EntryKey message) {
    logs.forEach(
        (roomId, log) -> {
          if (log.places().containsKey(message)) {
            violations.add(
                Violation.of(
                    Kind.APPEARED, message + " was refused and is in " + roomId, message.id()));
          }
        });
  }

  private void joined(String userId, String roomId, long cursor) {
    long newest = logs.get(roomId).newest();
    if (cursor > newest) {
      violations.add(
          Violation.of(
              Kind.AHEAD,
              "%s joined %s at %d, its newest is %d".formatted(userId, roomId, cursor, newest),
              "joined " + roomId));
    }
  }
}
