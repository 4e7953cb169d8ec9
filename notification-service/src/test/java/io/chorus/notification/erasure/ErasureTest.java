package io.chorus.notification.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.erasure.ErasureAnswer;
import io.chorus.model.erasure.ErasureChannels;
import io.chorus.model.erasure.ErasureRequest;
import io.chorus.notification.Sender;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a user when the history has asked until nothing was. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ErasureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject InboxWriter writer;
  @Inject Bus bus;
  @Inject Pool pool;

  private final String user = "user-" + UUID.randomUUID();
  private final String replyTo = "test-" + UUID.randomUUID();
  private final List<ErasureAnswer> answers = new CopyOnWriteArrayList<>();
  private Sender sender;

  @BeforeEach
  void listen() throws Exception {
    sender = new Sender(writer);
    bus.subscribe(replyTo, text -> answers.add(ErasureAnswer.read(text.toString()).orElseThrow()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static RequestSpecification as(String caller, String... roles) {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user(caller).withRoles(roles)));
  }

  /** Asks again until an answer comes: the service may not listen yet. */
  private ErasureAnswer ask(String userId) {
    String id = UUID.randomUUID().toString();
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              bus.publish(
                  ErasureChannels.REQUESTS,
                  Json.text(new ErasureRequest(id, bus.address(replyTo), userId)));
              return answers.stream().filter(answer -> answer.id().equals(id)).findFirst();
            },
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private long rows(String table) {
    return pool.query(
            "SELECT count(*) FROM notification."
                + table
                + " AS t WHERE t::text LIKE '%"
                + user
                + "%'")
        .execute()
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void aPartIsErasedAtATimeUntilNothingIsLeft() {
    IntStream.range(0, 1_100).forEach(i -> sender.send("for " + user, user));
    sender.send("for both", user, "other-of-" + user);
    long last = sender.broadcast("for everybody");
    as(user).body(Map.of("upTo", last - 1)).post("/api/notifications/read").then().statusCode(200);
    String broadcast =
        as(user).get("/api/notifications?after=" + (last - 1)).path("notifications[0].id");
    as(user).post("/api/notifications/{id}/read", broadcast).then().statusCode(200);
    as(user, "notifier")
        .header("Idempotency-Key", "k")
        .body(Map.of("userId", "somebody", "type", "t", "message", "m"))
        .post("/api/notifications")
        .then()
        .statusCode(202);

    Awaitility.await().atMost(PATIENCE).until(() -> ask(user).isDone());

    for (String table : List.of("notification", "read_mark", "reader", "request")) {
      assertThat(rows(table)).as(table).isZero();
    }
    assertThat(
            as("other-of-" + user)
                .get("/api/notifications")
                .jsonPath()
                .getList("notifications.message"))
        .contains("for both");
    assertThat(as(user).get("/api/notifications").jsonPath().getList("notifications.userId"))
        .containsOnlyNulls();
  }

  @Test
  void whoOnlyAsksWhetherItCouldBeDoneIsToldAndNothingIsErased() {
    sender.send("kept", user);

    assertThat(ask(null)).isNotNull();

    assertThat(rows("recipient")).isEqualTo(1);
  }

  @Test
  void anExportHasTheWholeInbox() {
    IntStream.range(0, 150).forEach(i -> sender.send("n" + i, user));
    sender.send("not mine", "somebody");

    Response answer = as("officer", "admin").get("/api/notifications/users/{u}/export", user);

    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> lines = answer.asString().lines().toList();
    assertThat(lines.stream().filter(line -> line.contains("\"" + user + "\""))).hasSize(150);
    assertThat(lines.getFirst()).startsWith("{\"event\":\"notification\",\"data\":{\"id\":");
    assertThat(lines.getLast())
        .isEqualTo("{\"event\":\"end\",\"data\":{\"lines\":" + (lines.size() - 1) + "}}");
    assertThat(answer.asString()).doesNotContain("not mine");
    assertThat(as("u", "notifier").get("/api/notifications/users/u/export").statusCode())
        .isEqualTo(403);
  }
}
