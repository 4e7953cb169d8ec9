package io.chorus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A way to run Redis that the suite does not run on. */
class UnsupportedRedisTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "notification-service"})
  void noServiceStartsOnAClusterAndEachSaysWhy(String module) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("QUARKUS_REDIS_CLIENT_TYPE", "cluster");
    builder.environment().put("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:1,redis://127.0.0.1:2");
    builder.environment().put("QUARKUS_HTTP_PORT", "0");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
    Process service = builder.start();
    try {
      assertThat(service.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isNotZero();
      assertThat(Files.readString(output))
          .contains("Chorus does not run on Redis with quarkus.redis.client-type=cluster");
    } finally {
      service.destroyForcibly();
    }
  }
}
