package io.chorus.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Rules;
import io.chorus.checker.client.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hostile soak in small, as a part of every build: every kind of attack for half a minute. What
 * it says of times is little, as a build may share its machine.
 */
class HostileTest {
  @TempDir static Path folder;

  private static SoakOptions brief() {
    return new SoakOptions(
        new WorkloadOptions(20, 5, 2, 20, 100, Rules.ALL),
        180,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        ThreadLocalRandom.current().nextLong(1, 1_000_000));
  }

  @Test
  void noAttackBringsAProcessDownOrTakesAnythingFromHonestClients() throws IOException {
    SoakReport report = Soak.run(folder, brief());

    assertThat(report.faults()).as(report.text()).isEmpty();
  }
}
