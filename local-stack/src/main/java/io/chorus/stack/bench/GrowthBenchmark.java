package io.chorus.stack.bench;

import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a message leaves behind: in PostgreSQL for good, in Redis for as long as it is remembered.
 */
final class GrowthBenchmark implements Benchmark {
  private static final int CALLERS = 32;
  private static final int ROOMS = 100;

  /** Of the content. */
  private static final String TEXT = "x".repeat(96);

  private final int messages;

  GrowthBenchmark(int messages) {
    this.messages = messages;
  }

  @Override
  public boolean isForPeers() {
    return false;
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    ChorusTarget chorus = (ChorusTarget) target;
    StackFile.Postgres postgres = chorus.suite().postgres();
    URI redis = URI.create(chorus.suite().redis().url());
    String token = chorus.suite().tokens().mint(TokenRequest.user("bench").withRoles("publisher"));
    String room = "growth-" + UUID.randomUUID() + "-";
    long diskBefore = databaseBytes(postgres);
    long memoryBefore = RedisInfo.usedBytes(redis);
    new Callers(URI.create(chorus.suite().chat(0).url()), token, CALLERS)
        .callTimes(
            messages,
            (caller, number) ->
                caller.post(
                    "/api/chat/rooms/" + room + number % ROOMS + "/messages",
                    "{\"content\":\"" + TEXT + "\"}"));
    progress.accept("%,d messages of %d characters are stored".formatted(messages, TEXT.length()));
    return new Measured()
        .put("postgres bytes/message", (databaseBytes(postgres) - diskBefore) / (double) messages)
        .put(
            "redis bytes/message", (RedisInfo.usedBytes(redis) - memoryBefore) / (double) messages);
  }

  private static long databaseBytes(StackFile.Postgres postgres) throws SQLException {
    try (Connection connection = Database.connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet size = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      size.next();
      return size.getLong(1);
    }
  }
}
