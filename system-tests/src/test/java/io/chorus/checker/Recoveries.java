package io.chorus.checker;

import io.chorus.checker.nemesis.Strike;
import io.chorus.checker.verdict.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long live delivery was away after each fault, by its kind. Belongs to one thread. */
final class Recoveries {
  private record Recovery(Strike strike, Duration silence) {}

  private final List<Recovery> all = new ArrayList<>();

  void add(Strike strike, Duration silence) {
    all.add(new Recovery(strike, silence));
  }

  void addAll(Recoveries others) {
    all.addAll(others.all);
  }

  /** Those that took longer than they may. */
  List<Violation> violations(Bounds bounds) {
    return all.stream()
        .filter(it -> it.silence().compareTo(bounds.after(it.strike())) > 0)
        .map(
            it ->
                Violation.of(
                    Violation.Kind.SILENT,
                    "%s for somebody after %s%s, allowed are %s"
                        .formatted(
                            seconds(it.silence()),
                            it.strike(),
                            it.strike().alone() ? "" : ", with something else not yet ready",
                            seconds(bounds.after(it.strike())))))
        .toList();
  }

  int count() {
    return all.size();
  }

  /** A table in Markdown, a row for each kind. */
  String table() {
    Map<String, List<Recovery>> byKind =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    recovery -> kind(recovery.strike()), TreeMap::new, Collectors.toList()));
    StringBuilder table =
        new StringBuilder(
            """
            | fault | number | median | longest, all else ready | longest |
            | --- | --- | --- | --- | --- |
            """);
    byKind.forEach((kind, recoveries) -> table.append(row(kind, recoveries)));
    return table.toString();
  }

  private static String kind(Strike strike) {
    return strike.faults().size() == 1 ? strike.toString() : "several at once";
  }

  private static String row(String kind, List<Recovery> recoveries) {
    List<Duration> sorted =
        recoveries.stream().map(Recovery::silence).sorted(Comparator.naturalOrder()).toList();
    String alone =
        recoveries.stream()
            .filter(recovery -> recovery.strike().isSingle())
            .map(Recovery::silence)
            .max(Comparator.naturalOrder())
            .map(Recoveries::seconds)
            .orElse("–");
    return "| %s | %d | %s | %s | %s |\n"
        .formatted(
            kind,
            sorted.size(),
            seconds(sorted.get(sorted.size() / 2)),
            alone,
            seconds(sorted.getLast()));
  }

  private static String seconds(Duration time) {
    return "%.2f s".formatted(time.toMillis() / 1_000.0);
  }
}
