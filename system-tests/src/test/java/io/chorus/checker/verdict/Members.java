package io.chorus.checker.verdict;

import io.chorus.checker.client.Testimony;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges presence: at the end everyone is in all of their rooms, and knows it of all others. */
final class Members {
  private Members() {}

  static List<Violation> judge(List<Testimony> clients) {
    Map<String, Set<String>> present = new HashMap<>();
    for (Testimony client : clients) {
      for (String roomId : client.members().keySet()) {
        present.computeIfAbsent(roomId, r -> new TreeSet<>()).add(client.userId());
      }
    }
    List<Violation> violations = new ArrayList<>();
    for (Testimony client : clients) {
      client
          .members()
          .forEach(
              (roomId, members) -> {
                if (!members.equals(present.get(roomId))) {
                  violations.add(wrong(client.userId(), roomId, members, present.get(roomId)));
                }
              });
    }
    return violations;
  }

  private static Violation wrong(
      String userId, String roomId, Set<String> members, Set<String> present) {
    return Violation.of(
        Kind.WRONG_MEMBERS,
        "%s has %s in %s, present are %s"
            .formatted(userId, new TreeSet<>(members), roomId, present),
        "joined ",
        "left ");
  }
}
