package io.chorus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.checker.client.Workload;
import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.verdict.Verdict;
import io.chorus.checker.verdict.Violation;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.redis.RedisServer;
import io.chorus.stack.test.redis.SentinelSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master, two replicas and three sentinels, all behind TLS, as the users of the documentation:
 * the master dies, or is replaced while it is well, and everybody's view is whole in the end.
 */
class SentinelTest {
  private static final int SERVICES = 5;
  private static final Duration DONE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void nothingIsLostWhenAReplicaIsPromotedAndWhenTheMasterDies() {
    DocumentedAccess documented = DocumentedAccess.in(folder.resolve("authority"));
    try (SentinelSetup redis = SentinelSetup.start(folder.resolve("redis"), documented.access())) {
      Map<String, String> environment = new HashMap<>(documented.environment());
      environment.put("QUARKUS_REDIS_HOSTS", redis.hosts());
      environment.put("QUARKUS_REDIS_CLIENT_TYPE", "sentinel");
      environment.put("QUARKUS_REDIS_MASTER_NAME", SentinelSetup.NAME);
      environment.put("CHORUS_PRESENCE_EXPIRY", "9s");
      SuiteOptions options =
          SuiteOptions.in(Path.of(".."))
              .apartIn(folder.resolve("suite"))
              .withInstances(2, 2, 1)
              .withEnvironment(environment);
      try (Suite suite = Suite.start(options);
          Workload workload = new Workload(suite, WorkloadOptions.BUSY, 1, System.nanoTime())) {
        workload.connect();
        Awaitility.await().atMost(DONE).until(workload::isJoined);
        workload.startWriting();
        Awaitility.await().atMost(DONE).until(() -> workload.delivered() > 0);

        strike("planned", redis, workload, redis::failOver);
        Awaitility.await().atMost(DONE).until(() -> redis.masters() == 1);
        strike("kill -9", redis, workload, redis.master(redis.sentinel(0))::kill);

        workload.stopWriting();
        Awaitility.await()
            .atMost(DONE)
            .untilAsserted(() -> assertThat(workload.restless()).isEmpty());
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(Verdict.ofViews(workload)).allMatch(SentinelTest::isOfTwoMasters));
      }
    }
  }

  /**
   * Until a planned failover has taken its replicas away, the former master takes writes, and each
   * of the two has a chain of its own: its clients are told to catch up when they leave it.
   */
  private static boolean isOfTwoMasters(Violation violation) {
    return violation.kind() == Violation.Kind.OVERLOOKED;
  }

  private static long subscribers(RedisServer server) {
    return server
        .tell("CLIENT", "LIST", "TYPE", "pubsub")
        .lines()
        .filter(line -> line.contains("user=chorus"))
        .count();
  }

  /** Returns when everybody has seen something written after the new master was named. */
  private static void strike(
      String name, SentinelSetup redis, Workload workload, Runnable failover) {
    RedisServer former = redis.master(redis.sentinel(0));
    long begun = System.nanoTime();
    workload.measureSilenceFrom(begun);
    failover.run();
    Awaitility.await().atMost(DONE).until(() -> redis.master(redis.sentinel(0)) != former);
    RedisServer master = redis.master(redis.sentinel(0));
    Awaitility.await().atMost(DONE).until(() -> subscribers(master) == SERVICES);
    long moved = System.nanoTime();
    Awaitility.await().atMost(DONE).until(() -> workload.allDeliveredAfter(moved));
    System.out.printf(
        "Sentinel, %s: all services at the new master after %.1f s; longest without live delivery"
            + " %.1f s.%n",
        name, (moved - begun) / 1e9, workload.longestSilence().toMillis() / 1e3);
  }
}
