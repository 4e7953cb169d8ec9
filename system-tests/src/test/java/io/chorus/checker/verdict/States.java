package io.chorus.checker.verdict;

import io.chorus.checker.client.EntryKey;
import io.chorus.checker.client.HistoryReader;
import io.chorus.checker.client.MessageState;
import io.chorus.checker.verdict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges what is said of messages as they are, against what the logs lead to. */
final class States {
  private States() {}

  static List<Violation> judge(String replica, RoomLog log, HistoryReader.State state) {
    String where = replica + " of " + log.roomId();
    List<Violation> violations =
        new ArrayList<>(compare(Kind.MISSTATED, where, log.states(), state.messages()));
    if (state.asOf() != log.newest()) {
      violations.add(
          Violation.of(
              Kind.MISSTATED,
              "%s is as of %d, the newest is %d".formatted(where, state.asOf(), log.newest())));
    }
    return violations;
  }

  /** What a client has too much or lacks is told where places are compared. */
  static List<Violation> compare(
      Kind kind,
      String where,
      Map<EntryKey, MessageState> right,
      Map<EntryKey, MessageState> said) {
    return right.entrySet().stream()
        .filter(
            it -> {
              MessageState other = said.get(it.getKey());
              return other == null ? kind == Kind.MISSTATED : !other.equals(it.getValue());
            })
        .map(
            it ->
                Violation.of(
                    kind,
                    "%s: %s is %s, must be %s"
                        .formatted(where, it.getKey(), said.get(it.getKey()), it.getValue()),
                    it.getKey().id()))
        .toList();
  }
}
