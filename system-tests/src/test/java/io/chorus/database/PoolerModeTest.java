package io.chorus.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.refusal.RefusedStart;
import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.chorus.stack.token.DevKeys;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    try (PgBouncer pooler = new PgBouncer(folder.resolve("pgbouncer"), "transaction")) {
      Map<String, String> settings = new HashMap<>(pooler.environment());
      settings.put(
          "QUARKUS_DATASOURCE_REACTIVE_URL", pooler.address(module, "postgres", postgres.url()));
      settings.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
      settings.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
      settings.put("QUARKUS_REDIS_HOSTS", "redis://127.0.0.1:1");
      settings.put(
          "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
          DevKeys.in(folder.resolve("keys")).publicFile().toUri().toString());

      assertThat(RefusedStart.of(module, folder, settings))
          .contains("Chorus does not run behind a pooler in transaction mode");
    }
  }
}
