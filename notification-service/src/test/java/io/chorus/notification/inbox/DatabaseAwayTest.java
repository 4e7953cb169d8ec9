package io.chorus.notification.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.BehindTap;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL vanishes behind the network: connections stay open, nothing comes. */
@QuarkusTest
@QuarkusTestResource(value = BehindTap.class, restrictToAnnotatedClass = true)
class DatabaseAwayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestHTTPResource(value = "/health/ready", management = true)
  URI health;

  @Inject Pool pool;

  private final String user = UUID.randomUUID().toString();

  private Response post() {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("shop", "notifier"))
        .body(Map.of("userId", user, "type", "t", "message", "m"))
        .post("/api/notifications");
  }

  private Response get() {
    return given().auth().oauth2(Backends.tokens().mint(user)).get("/api/notifications");
  }

  @AfterEach
  void mend() {
    BehindTap.tap().turn(true);
    Awaitility.await().atMost(PATIENCE).until(() -> post().statusCode() == 202);
  }

  @Test
  void everythingIsAnsweredInTimeAndWorksAgainAsSoonAsPostgresqlDoes() {
    assertThat(post().statusCode()).isEqualTo(202);
    BehindTap.tap().turn(false);

    // More than there are connections to hang on.
    var answers =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        i % 2 == 0 ? this::post : this::get,
                        task -> Thread.ofVirtual().start(task)))
            .toList();

    answers.forEach(
        answer ->
            assertThat(
                    answer.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join().statusCode())
                .isEqualTo(503));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> given().get(health.toString()).statusCode() == 503);

    BehindTap.tap().turn(true);
    Awaitility.await().atMost(PATIENCE).until(() -> get().statusCode() == 200);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> given().get(health.toString()).statusCode() == 200);
  }

  @Test
  void postgresqlItselfEndsWhatTakesTooLong() {
    assertThat(setting("statement_timeout")).isEqualTo("7s");
    assertThat(setting("lock_timeout")).isEqualTo("6s");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
  }

  private String setting(String name) {
    return pool.query("SHOW " + name)
        .execute()
        .map(rows -> rows.iterator().next().getString(0))
        .await()
        .atMost(PATIENCE);
  }
}
