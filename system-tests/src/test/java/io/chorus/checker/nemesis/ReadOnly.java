package io.chorus.checker.nemesis;

import io.chorus.stack.status.StackFile;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.postgresql.Driver;

/** A PostgreSQL that reads and does not write, as one whose disk is full or that was demoted. */
record ReadOnly(StackFile.Postgres postgres) implements Injection {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void begin() {
    set("on");
  }

  @Override
  public void end() {
    set("off");
  }

  /** It may be away just now, by another fault. */
  private void set(String value) {
    Awaitility.await("default_transaction_read_only = " + value)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              try (Connection connection = open();
                  Statement statement = connection.createStatement()) {
                statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + value);
                statement.execute("SELECT pg_reload_conf()");
                return true;
              }
            });
  }

  private Connection open() throws SQLException {
    URI url = URI.create(postgres.url());
    Properties properties = new Properties();
    properties.setProperty("user", postgres.user());
    properties.setProperty("password", postgres.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    // Asked directly: the list of registered drivers depends on who loaded which class.
    return new Driver()
        .connect(
            "jdbc:postgresql://%s:%d/postgres".formatted(url.getHost(), url.getPort()), properties);
  }
}
