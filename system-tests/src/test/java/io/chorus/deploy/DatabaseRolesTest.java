package io.chorus.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.stack.embedded.EmbeddedPostgres;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles that compose and the evaluation overlay make, on a real PostgreSQL. */
class DatabaseRolesTest {
  private static final String FIRST = "V1__%s.sql";

  @TempDir static Path folder;
  private static Roster roster;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void make() throws SQLException {
    roster = Roster.open(folder.resolve("processes"));
    postgres =
        new EmbeddedPostgres(
            FreePort.pick(),
            folder.resolve("data"),
            folder.resolve("postgres.log"),
            roster,
            restarted -> {});
    postgres.start();
    // What psql would do before it sends the rest.
    String roles =
        Project.read("k8s/overlays/evaluation/roles.sql")
            .replaceAll("(?m)^\\\\getenv .*$", "")
            .replaceAll(":'\\w+'", "'secret'");
    run(postgres.user(), postgres.password(), roles);
  }

  @AfterAll
  static void stop() {
    postgres.stop();
    roster.close();
  }

  @ParameterizedTest
  @CsvSource({"history,messages", "notification,notifications"})
  void aServiceMayMakeItsTables(String service, String first) throws SQLException {
    String migration =
        Project.read(
            service + "-service/src/main/resources/db/migration/" + FIRST.formatted(first));

    as(service, "SET search_path TO " + service + ";" + migration);
  }

  @Test
  void noServiceSeesTheOthersOrMakesAnythingElsewhere() throws SQLException {
    as("history", "CREATE TABLE history.secret (it text)");

    assertRefused("notification", "SELECT * FROM history.secret");
    assertRefused("notification", "CREATE TABLE history.other (it text)");
    assertRefused("history", "CREATE TABLE notification.other (it text)");
    assertRefused("history", "CREATE TABLE public.other (it text)");
    assertRefused("history", "CREATE SCHEMA another");
    assertRefused("history", "CREATE ROLE another");
  }

  private static void assertRefused(String role, String sql) {
    assertThatThrownBy(() -> as(role, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static void as(String role, String sql) throws SQLException {
    run(role, "secret", sql);
  }

  private static void run(String user, String password, String sql) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:" + postgres.url(), user, password)) {
      connection.createStatement().execute(sql);
    }
  }
}
