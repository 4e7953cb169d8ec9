package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Workload;
import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.verdict.Verdict;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The disk under PostgreSQL is full for twenty seconds, while everybody talks. */
class FullDiskTest {
  private static final Duration FULL = Duration.ofSeconds(20);
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int MEGABYTES = 256;

  @TempDir static Path folder;

  @Test
  @EnabledIf(
      value = "io.chorus.checker.SmallDisk#canBeHad",
      disabledReason = "no file system may be mounted here")
  void liveDeliveryGoesOnAndNothingAcknowledgedIsLost() throws IOException {
    SuiteOptions options = SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 2, 1);
    try (SmallDisk disk = SmallDisk.at(options.data(), MEGABYTES);
        Suite suite = Suite.start(options);
        Workload workload = new Workload(suite, WorkloadOptions.PATIENT, 1, System.nanoTime())) {
      workload.connect();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(workload::isJoined);
      workload.startWriting();
      Awaitility.await().atMost(FULL).until(() -> workload.delivered() > 0);

      disk.fill();
      for (int second = 0; second < FULL.toSeconds(); second++) {
        long delivered = workload.delivered();
        Pause.of(MOMENT);
        assertThat(workload.delivered()).as("live in second " + second).isGreaterThan(delivered);
      }
      disk.free();

      workload.stopWriting();
      Awaitility.await()
          .atMost(Checker.RECOVERED)
          .untilAsserted(() -> assertThat(workload.restless()).isEmpty());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(Verdict.ofViews(workload)).isEmpty());
    }
  }
}
