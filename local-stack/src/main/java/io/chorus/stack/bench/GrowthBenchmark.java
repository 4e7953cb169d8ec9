package io.chorus.stack.bench;

import io.chorus.stack.status.StackFile;
import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a message leaves behind: in PostgreSQL for good, in Redis for as long as it is remembered.
 */
final class GrowthBenchmark implements Benchmark {
  private static final int CALLERS = 32;
  private static final int ROOMS = 100;

  /** Of a message: 16 words of five letters, 95 characters. */
  private static final int WORDS = 16;

  private static final int VOCABULARY = 20_000;

  private static final String DATABASE = "pg_database_size(current_database())";
  private static final String WORDS_FOR_SEARCH = "pg_total_relation_size('history.searchable')";

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
    long diskBefore = bytes(postgres, DATABASE);
    long wordsBefore = bytes(postgres, WORDS_FOR_SEARCH);
    long memoryBefore = RedisInfo.usedBytes(redis);
    new Callers(URI.create(chorus.suite().chat(0).url()), token, CALLERS)
        .callTimes(
            messages,
            (caller, number) ->
                caller.post(
                    "/api/chat/rooms/" + room + number % ROOMS + "/messages",
                    "{\"content\":\"" + text(number) + "\"}"));
    progress.accept("%,d messages of %d words are stored".formatted(messages, WORDS));
    return new Measured()
        .put("postgres bytes/message", (bytes(postgres, DATABASE) - diskBefore) / (double) messages)
        .put(
            "search bytes/message",
            (bytes(postgres, WORDS_FOR_SEARCH) - wordsBefore) / (double) messages)
        .put(
            "redis bytes/message", (RedisInfo.usedBytes(redis) - memoryBefore) / (double) messages);
  }

  /**
   * Few words are frequent and most are rare, as in any language: an index of words grows by that.
   */
  private static String text(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return Stream.generate(() -> (int) (VOCABULARY * Math.pow(random.nextDouble(), 4)))
        .limit(WORDS)
        .map("%05d"::formatted)
        .collect(Collectors.joining(" "));
  }

  private static long bytes(StackFile.Postgres postgres, String size) throws SQLException {
    try (Connection connection = Database.connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT " + size)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
