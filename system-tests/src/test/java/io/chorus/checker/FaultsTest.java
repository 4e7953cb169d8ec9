package io.chorus.checker;

import io.chorus.checker.nemesis.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under every fault that the nemesis knows, nothing acknowledged is lost, nothing is there twice,
 * everything is in order. The properties {@code checker.duration} (say {@code 10m}) and {@code
 * checker.seed} make it another run, {@code checker.seeds} (say {@code 1..100}) many, {@code
 * checker.faults} (say {@code redis} or {@code chat kill}) one with these faults alone.
 */
class FaultsTest {
  /** So that what has to expire does so within a short run. */
  private static final Map<String, String> IMPATIENT =
      Map.of("CHORUS_PRESENCE_EXPIRY", "9s", "CHORUS_NOTIFICATIONS_STREAMS_HEARTBEAT", "2s");

  @TempDir static Path folder;

  private static List<Fault> faults() {
    String only = System.getProperty("checker.faults", "");
    return Fault.ALL.stream().filter(fault -> fault.toString().contains(only)).toList();
  }

  /** One seed, or several: {@code 1..100}. */
  private static LongStream seeds() {
    String[] bounds = System.getProperty("checker.seeds", "").split("\\.\\.");
    if (bounds.length == 2) {
      return LongStream.rangeClosed(Long.parseLong(bounds[0]), Long.parseLong(bounds[1]));
    }
    return LongStream.of(
        Long.getLong("checker.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000)));
  }

  @Test
  void nothingIsLostNothingTwiceAlwaysInOrder() throws IOException {
    Duration time = Duration.parse("PT" + System.getProperty("checker.duration", "60s"));
    Path reports = Files.createDirectories(Path.of("target", "checker"));
    SoftAssertions all = new SoftAssertions();
    Totals totals = new Totals();
    try (Subject subject =
        Subject.start(Subject.packaged(folder).withInstances(2, 2, 2).withEnvironment(IMPATIENT))) {
      for (long seed : seeds().toArray()) {
        System.out.printf("Faults for %d s, seed %d.%n", time.toSeconds(), seed);
        Path history = reports.resolve("seed-" + seed + ".jsonl.gz");

        Report report =
            Checker.check(subject, Run.of(time, seed).with(faults()).writtenTo(history));

        System.out.println(report.figures());
        totals.add(report);
        keep(report, totals, reports);
        all.assertThat(report.violations()).as(report.explanation()).isEmpty();
        all.assertThat(report.stored()).as("messages with seed " + seed).isPositive();
      }
    }
    all.assertAll();
  }

  /** The figures for people; where something is wrong, all that was seen. */
  private static void keep(Report report, Totals totals, Path reports) throws IOException {
    Files.writeString(reports.resolve("all.md"), totals.figures());
    Files.writeString(
        reports.resolve("seed-" + report.seed() + ".md"),
        String.join("\n", report.figures(), report.explanation(), report.timeline()) + "\n");
    if (!report.violations().isEmpty()) {
      Files.write(
          reports.resolve("seed-" + report.seed() + ".trace"),
          (Iterable<String>) report.everything()::iterator);
    }
  }
}
