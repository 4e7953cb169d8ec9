package io.chorus.stack.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedBackendsTest {
  private static final Duration RESTART_BOUND = Duration.ofSeconds(2);

  private final EmbeddedRedis redis = Backends.redis();
  private final EmbeddedPostgres postgres = Backends.postgres();

  @Test
  void redisComesBackEmptyOnTheSamePortAfterACrash() throws IOException {
    assertThat(redis("SET room general")).isEqualTo("+OK");
    long before = redis.pid();

    redis.kill();

    await().atMost(RESTART_BOUND).ignoreExceptions().until(() -> redis("PING").equals("+PONG"));
    assertThat(redis.pid()).isNotEqualTo(before);
    assertThat(redis("EXISTS room")).isEqualTo(":0");
  }

  @Test
  void redisStaysAwayWhileItIsStopped() throws IOException {
    redis.stop();
    assertThat(ProcessHandle.of(redis.pid())).isEmpty();

    redis.start();
    assertThat(redis("PING")).isEqualTo("+PONG");
  }

  @Test
  void postgresComesBackWithItsDataOnTheSamePortAfterACrash() throws SQLException {
    execute("CREATE TABLE survivor (id int)");
    execute("INSERT INTO survivor VALUES (7)");
    long before = postgres.pid();

    postgres.kill();

    await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> ask("SELECT 1") != null);
    assertThat(postgres.pid()).isNotEqualTo(before);
    assertThat(ask("SELECT id FROM survivor")).isEqualTo("7");
  }

  @Test
  void postgresStopsWhileClientsAreConnectedAndStartsAgain() throws SQLException {
    try (Connection client = connect()) {
      assertThat(client.isValid(1)).isTrue();
      postgres.stop();
      assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
    }

    postgres.start();
    assertThat(ask("SELECT 1")).isEqualTo("1");
  }

  @Test
  void postgresKeepsItsDefaultDurability() throws SQLException {
    assertThat(ask("SHOW fsync")).isEqualTo("on");
    assertThat(ask("SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask("SHOW server_version")).startsWith("18.");
  }

  private String redis(String command) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", redis.port())) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:" + postgres.url(), postgres.user(), postgres.password());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
