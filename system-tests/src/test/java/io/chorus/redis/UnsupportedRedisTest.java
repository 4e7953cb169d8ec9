package io.chorus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.refusal.RefusedStart;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A way to run Redis that the suite does not run on. */
class UnsupportedRedisTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "notification-service"})
  void noServiceStartsOnAClusterAndEachSaysWhy(String module) throws Exception {
    Map<String, String> cluster =
        Map.of(
            "QUARKUS_REDIS_CLIENT_TYPE", "cluster",
            "QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:1,redis://127.0.0.1:2");

    assertThat(RefusedStart.of(module, folder, cluster))
        .contains("Chorus does not run on Redis with quarkus.redis.client-type=cluster");
  }
}
