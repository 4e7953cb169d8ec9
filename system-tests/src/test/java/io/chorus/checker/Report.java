package io.chorus.checker;

import io.chorus.checker.trace.Trace;
import io.chorus.checker.verdict.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What a run has shown.
 *
 * @param busy how long clients wrote
 * @param stored messages acknowledged
 * @param delivered messages delivered live, to all clients together
 * @param notifications accepted
 * @param pages of the history that were read meanwhile
 * @param staleness how far the newest of them were behind live delivery, in microseconds
 */
record Report(
    long seed,
    Duration busy,
    long stored,
    long delivered,
    long notifications,
    long pages,
    Histogram staleness,
    Recoveries recoveries,
    List<Violation> violations,
    List<Trace> traces) {
  private static final int EXPLAINED = 5;
  private static final int LISTED = 50;

  /** The figures, in Markdown. */
  String figures() {
    return """
        Seed %d: %,d messages in %d s, %.0f a second, %,d live deliveries, %,d notifications, %d faults, \
        %d violations. %,d pages were read meanwhile; the newest were behind live delivery by %.1f ms \
        (median), %.1f ms (p99), %.1f ms (longest).

        %s"""
        .formatted(
            seed,
            stored,
            busy.toSeconds(),
            stored * 1_000.0 / busy.toMillis(),
            delivered,
            notifications,
            recoveries.count(),
            violations.size(),
            pages,
            staleness.getValueAtPercentile(50) / 1_000.0,
            staleness.getValueAtPercentile(99) / 1_000.0,
            staleness.getMaxValue() / 1_000.0,
            recoveries.table());
  }

  /** The violations, and for the first of them all that the traces tell. */
  String explanation() {
    return Stream.concat(
            violations.stream().limit(LISTED).map(Violation::toString),
            violations.stream().limit(EXPLAINED).map(this::explanation))
        .collect(Collectors.joining("\n"));
  }

  /** The faults, and how each client's connections fared. */
  String timeline() {
    return lines("FAULT", "OVER", "QUIET", "NO DELIVERY", "connects", "joined", "down,", "resync");
  }

  /** Everything that is remembered, a line each. */
  Stream<String> everything() {
    return traces.stream().flatMap(trace -> trace.mentioning("").stream()).sorted();
  }

  private String explanation(Violation violation) {
    String[] words =
        Stream.concat(
                violation.words().stream(), Stream.of("FAULT", "OVER", "NO DELIVERY", "NOT QUIET"))
            .toArray(String[]::new);
    return "\n" + violation + "\n" + lines(words);
  }

  private String lines(String... words) {
    return traces.stream()
        .flatMap(trace -> trace.mentioning(words).stream())
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
