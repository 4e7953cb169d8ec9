package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under every fault that the nemesis knows, nothing acknowledged is lost, nothing is there twice,
 * everything is in order. The properties {@code checker.duration} (say {@code 10m}) and {@code
 * checker.seed} make it another run.
 */
class FaultsTest {
  @TempDir static Path folder;

  @Test
  void nothingIsLostNothingTwiceAlwaysInOrder() throws IOException {
    Duration time = Duration.parse("PT" + System.getProperty("checker.duration", "60s"));
    long seed = Long.getLong("checker.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));
    System.out.printf("Faults for %d s, seed %d.%n", time.toSeconds(), seed);
    try (Suite suite =
        Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 2, 1))) {

      Report report = Checker.check(suite, Run.of(time, seed));

      System.out.println(report.figures());
      keep(report);
      assertThat(report.violations()).as(report.explanation()).isEmpty();
      assertThat(report.stored()).isPositive();
    }
  }

  private static void keep(Report report) throws IOException {
    Path reports = Files.createDirectories(Path.of("target", "checker"));
    Files.writeString(
        reports.resolve("seed-" + report.seed() + ".md"),
        String.join("\n", report.figures(), report.explanation(), report.timeline()) + "\n");
  }
}
