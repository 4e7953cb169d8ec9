package io.chorus.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Workload;
import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.nemesis.Pause;
import io.chorus.checker.nemesis.Victim;
import io.chorus.checker.verdict.Verdict;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL does not answer for half a minute, then dies, while everybody talks. */
class StorageAwayTest {
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Far below what an instance has, and far above what a full outbox of such messages takes. */
  private static final long HEAP_GROWTH = 64L << 20;

  @TempDir static Path folder;

  @Test
  void liveDeliveryGoesOnMemoryIsBoundedAndEverythingIsStoredInTheEnd() throws IOException {
    try (Suite suite =
            Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 2, 1));
        Workload workload = new Workload(suite, WorkloadOptions.PATIENT, 1, System.nanoTime())) {
      workload.connect();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(workload::isJoined);
      workload.startWriting();
      Awaitility.await().atMost(AWAY).until(() -> workload.delivered() > 0);
      Victim postgres = new Victim(suite.postgres().pid());
      long restarts = suite.history(0).pid() + suite.history(1).pid();

      long heap = heap(suite, 0) + heap(suite, 1);
      long most = 0;
      postgres.freeze();
      try {
        for (int second = 0; second < AWAY.toSeconds(); second++) {
          long delivered = workload.delivered();
          Pause.of(MOMENT);
          assertThat(workload.delivered()).as("live in second " + second).isGreaterThan(delivered);
          most = Math.max(most, outbox(suite, 0) + outbox(suite, 1));
        }
        assertThat(heap(suite, 0) + heap(suite, 1)).isLessThan(heap + 2 * HEAP_GROWTH);
      } finally {
        postgres.thaw();
      }
      System.out.printf("PostgreSQL away for 30 s: at most %d messages in the outboxes.%n", most);
      assertThat(most).isPositive();

      postgres.kill();
      Awaitility.await().atMost(AWAY).until(() -> suite.postgres().pid() != postgres.pid());

      workload.stopWriting();
      long stopped = System.nanoTime();
      Awaitility.await()
          .atMost(Checker.RECOVERED)
          .untilAsserted(() -> assertThat(workload.restless()).isEmpty());
      System.out.printf("All is quiet after %.1f s.%n", (System.nanoTime() - stopped) / 1e9);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(Verdict.ofViews(workload)).isEmpty());
      assertThat(outbox(suite, 0) + outbox(suite, 1)).isZero();
      assertThat(suite.history(0).pid() + suite.history(1).pid()).isEqualTo(restarts);
    }
  }

  private static long outbox(Suite suite, int instance) {
    return metric(suite, instance, "chorus_outbox_size");
  }

  /** Bytes that survive a collection. */
  private static long heap(Suite suite, int instance) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(suite.chat(instance).pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
    return metric(suite, instance, "jvm_memory_used_bytes{area=\"heap\"");
  }

  /** The sum of the lines that begin so. */
  private static long metric(Suite suite, int instance, String beginning) {
    return RestAssured.get(suite.chat(instance).management() + "/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
