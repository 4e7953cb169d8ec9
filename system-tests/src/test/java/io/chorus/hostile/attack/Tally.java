package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Ending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of each kind of attack. Belongs to the attackers' event loop. */
final class Tally {
  private static final class Row {
    private long tries;
    private final Map<String, Long> endings = new TreeMap<>();
    private final Map<String, Long> answers = new TreeMap<>();
  }

  private static final String INTERNAL_ERROR = "HTTP 500";

  /** Those that are nobody's fault: the attack did not come to anything, or was let in no more. */
  private static final Set<String> HARMLESS =
      Set.of(
          new Ending.Left().label(),
          new Ending.Unreachable().label(),
          new Ending.Answered(429).label(),
          new Ending.Answered(503).label());

  private final Map<Attack, Row> rows = new LinkedHashMap<>();

  void tried(Attack attack) {
    row(attack).tries++;
  }

  void ended(Attack attack, Ending how) {
    row(attack).endings.merge(how.label(), 1L, Long::sum);
  }

  void answered(Attack attack, String what) {
    row(attack).answers.merge(what, 1L, Long::sum);
  }

  private Row row(Attack attack) {
    return rows.computeIfAbsent(attack, ignored -> new Row());
  }

  /** What should not have been the answer, or the end, of an attack; a line each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    rows.forEach(
        (attack, row) -> {
          row.answers.forEach(
              (what, count) -> {
                if (what.equals(INTERNAL_ERROR)) {
                  faults.add("%s: %,d times %s".formatted(attack.label(), count, what));
                }
              });
          row.endings.forEach(
              (how, count) -> {
                if (!attack.endings().isEmpty()
                    && !attack.endings().contains(how)
                    && !HARMLESS.contains(how)) {
                  faults.add("%s: %,d times %s".formatted(attack.label(), count, how));
                }
              });
        });
    return faults;
  }

  /** In Markdown, a row for each kind. */
  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | attack | tries | how they ended | what was answered |
            | --- | --- | --- | --- |
            """);
    rows.forEach(
        (attack, row) ->
            table.append(
                "| %s | %,d | %s | %s |\n"
                    .formatted(
                        attack.label(), row.tries, counts(row.endings), counts(row.answers))));
    return table.toString();
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> "%s: %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
