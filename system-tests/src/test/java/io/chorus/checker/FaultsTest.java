package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.nemesis.Nemesis;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under every fault that the nemesis knows, nothing acknowledged is lost, nothing is there twice,
 * everything is in order. The properties {@code checker.duration} (say {@code 10m}) and {@code
 * checker.seed} make it another run, {@code checker.faults} (say {@code redis} or {@code chat
 * kill}) one with these faults alone.
 */
class FaultsTest {
  @TempDir static Path folder;

  private static List<Fault> faults() {
    String only = System.getProperty("checker.faults", "");
    return Nemesis.ALL.stream().filter(fault -> fault.toString().contains(only)).toList();
  }

  @Test
  void nothingIsLostNothingTwiceAlwaysInOrder() throws IOException {
    Duration time = Duration.parse("PT" + System.getProperty("checker.duration", "60s"));
    long seed = Long.getLong("checker.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));
    System.out.printf("Faults for %d s, seed %d.%n", time.toSeconds(), seed);
    try (Suite suite =
        Suite.start(
            SuiteOptions.in(Path.of(".."))
                .apartIn(folder)
                .withInstances(2, 2, 1)
                .withEnvironment(Map.of("CHORUS_PRESENCE_EXPIRY", "9s")))) {

      Report report = Checker.check(suite, Run.of(time, seed).with(faults()));

      System.out.println(report.figures());
      keep(report);
      assertThat(report.violations()).as(report.explanation()).isEmpty();
      assertThat(report.stored()).isPositive();
    }
  }

  /** The figures for people; where something is wrong, all that was seen. */
  private static void keep(Report report) throws IOException {
    Path reports = Files.createDirectories(Path.of("target", "checker"));
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
