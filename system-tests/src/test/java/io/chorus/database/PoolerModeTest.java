package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.chorus.stack.token.DevKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A way to pool connections that the suite does not run on. */
class PoolerModeTest {
  @TempDir Path folder;

  private Roster roster;
  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() {
    roster = Roster.open(folder.resolve("processes"));
    postgres =
        new EmbeddedPostgres(
            FreePort.pick(),
            folder.resolve("postgres"),
            folder.resolve("postgres.log"),
            roster,
            restarted -> {});
    postgres.start();
  }

  @AfterEach
  void stop() {
    roster.seal();
    postgres.stop();
    roster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"history-service", "notification-service"})
  void noServiceStartsWhereTransactionsShareSessionsAndEachSaysWhy(String module) throws Exception {
    Path output = folder.resolve("output");
    try (PgBouncer pooler = new PgBouncer(folder.resolve("pgbouncer"), "transaction")) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar").toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(pooler.environment());
      builder
          .environment()
          .putAll(
              Map.of(
                  "QUARKUS_DATASOURCE_REACTIVE_URL",
                  pooler.address(module, "postgres", postgres.url()),
                  "QUARKUS_DATASOURCE_USERNAME",
                  postgres.user(),
                  "QUARKUS_DATASOURCE_PASSWORD",
                  postgres.password(),
                  "QUARKUS_REDIS_HOSTS",
                  "redis://127.0.0.1:1",
                  "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                  DevKeys.in(folder.resolve("keys")).publicFile().toUri().toString(),
                  "QUARKUS_HTTP_PORT",
                  "0",
                  "QUARKUS_MANAGEMENT_PORT",
                  "0"));
      Process service = builder.start();
      try {
        assertThat(service.waitFor(90, TimeUnit.SECONDS)).as(Files.readString(output)).isTrue();
        assertThat(service.exitValue()).isNotZero();
        assertThat(Files.readString(output))
            .contains("Chorus does not run behind a pooler in transaction mode");
      } finally {
        service.destroyForcibly();
      }
    }
  }
}
