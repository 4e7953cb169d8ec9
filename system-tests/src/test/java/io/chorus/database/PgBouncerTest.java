package io.chorus.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite behind PgBouncer in session mode, over TLS with a private authority. */
class PgBouncerTest {
  private static final int CALLS = 120;
  private static final int ABREAST = 20;

  @TempDir static Path folder;

  private static PgBouncer pooler;
  private static Suite suite;

  @BeforeAll
  static void start() {
    pooler = new PgBouncer(folder.resolve("pgbouncer"), "session");
    suite =
        Suite.start(
            SuiteOptions.in(Path.of(".."))
                .apartIn(folder.resolve("suite"))
                .withEnvironment(pooler.environment())
                .wiredBy(pooler));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
    if (pooler != null) {
      pooler.close();
    }
  }

  private static RequestSpecification as(String user, String... roles) {
    return given()
        .baseUri(suite.gateway().url())
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user(user).withRoles(roles)));
  }

  /** The statuses of so many calls, many at a time. */
  private static List<Integer> statuses(Callable<Integer> call) throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(ABREAST)) {
      List<Future<Integer>> all =
          IntStream.range(0, CALLS).mapToObj(number -> callers.submit(call)).toList();
      for (Future<Integer> it : all) {
        it.get();
      }
      return all.stream().map(Future::resultNow).distinct().toList();
    }
  }

  @Test
  void messagesAreStoredAndRead() throws Exception {
    assertThat(
            statuses(
                () ->
                    as("backend", "publisher")
                        .body(Map.of("content", "hello"))
                        .post("/api/chat/rooms/pooled/messages")
                        .statusCode()))
        .containsExactly(201);

    assertThat(
            statuses(
                () -> as("reader").get("/api/history/rooms/pooled/messages?limit=5").statusCode()))
        .containsExactly(200);
    assertThat(
            as("reader")
                .get("/api/history/rooms/pooled/messages?limit=200")
                .jsonPath()
                .getList("messages"))
        .hasSize(CALLS);
  }

  @Test
  void notificationsAreStoredReadAndMarkedAsRead() throws Exception {
    assertThat(
            statuses(
                () ->
                    as("backend", "notifier")
                        .body(Map.of("userId", "ada", "type", "t", "message", "hello"))
                        .post("/api/notifications")
                        .statusCode()))
        .containsExactly(202);

    assertThat(statuses(() -> as("ada").get("/api/notifications?limit=5").statusCode()))
        .containsExactly(200);
    long newest =
        as("ada").get("/api/notifications?limit=1").jsonPath().getLong("notifications[0].cursor");
    assertThat(
            as("ada")
                .body(Map.of("upTo", newest))
                .post("/api/notifications/read")
                .jsonPath()
                .getInt("unread"))
        .isZero();
  }
}
