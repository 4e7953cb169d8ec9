package io.chorus.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a thousand hostile clients do, every process lives and honest clients notice nothing.
 * Not a part of every build: it wants the machine for itself. The property {@code hostile.duration}
 * says how long (say {@code 5m}), {@code hostile.seed} repeats what honest clients do.
 */
class HostileSoak {
  @TempDir static Path folder;

  @Test
  void hostileClientsBringNothingDownAndHonestOnesNoticeNothing() throws IOException {
    Duration time = Duration.parse("PT" + System.getProperty("hostile.duration", "5m"));
    long seed = Long.getLong("hostile.seed", ThreadLocalRandom.current().nextLong(1, 1_000_000));

    SoakReport report = Soak.run(folder, SoakOptions.full(time, seed));

    System.out.println(report.text());
    assertThat(report.faults()).isEmpty();
  }
}
