package io.chorus.notification.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class IntakeResourceTest {
  private static final String PROBLEM = "application/problem+json";

  @Inject Bus bus;

  private final String user = "user-" + UUID.randomUUID();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private static RequestSpecification notifier() {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("shop", "notifier"));
  }

  private static ValidatableResponse post(Object body) {
    return notifier().body(body).post("/api/notifications").then();
  }

  private void listen(String channel) throws Exception {
    bus.subscribe(channel, envelope -> heard.add(envelope.toString()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private JsonNode heard() throws Exception {
    Awaitility.await().until(() -> !heard.isEmpty());
    String[] envelope = heard.getFirst().split("\n", 2);
    assertThat(envelope[0]).isEqualTo("e -");
    return Json.parse(envelope[1]);
  }

  @Test
  void aNotificationIsAcceptedAndReachesItsUsersChannel() throws Exception {
    listen(UserChannels.of(user));

    String id =
        post(Map.of(
                "userId",
                user,
                "type",
                "order",
                "message",
                "shipped ✓",
                "title",
                "Hello",
                "data",
                Map.of("order", 17),
                "unknown",
                true))
            .statusCode(202)
            .body("recipients", equalTo(1))
            .extract()
            .path("id");

    JsonNode frame = heard();
    assertThat(frame.path("event").asText()).isEqualTo("notification");
    JsonNode data = frame.path("data");
    assertThat(data.path("id").asText()).isEqualTo(id);
    assertThat(data.path("userId").asText()).isEqualTo(user);
    assertThat(data.path("type").asText()).isEqualTo("order");
    assertThat(data.path("message").asText()).isEqualTo("shipped ✓");
    assertThat(data.path("title").asText()).isEqualTo("Hello");
    assertThat(data.path("data").toString()).isEqualTo("{\"order\":17}");
    assertThat(data.path("timestamp").asLong()).isEqualTo(data.path("cursor").asLong() / 1000);
  }

  @Test
  void manyUsersAreCountedOnceEachAndAllGetIt() throws Exception {
    listen(UserChannels.of(user + "-1999"));
    List<String> users =
        Stream.concat(
                IntStream.range(0, 2000).mapToObj(i -> user + "-" + i), Stream.of(user + "-0"))
            .toList();

    post(Map.of("userIds", users, "type", "news", "message", "hi"))
        .statusCode(202)
        .body("recipients", equalTo(2000));

    assertThat(heard().at("/data/userId").asText()).isEqualTo(user + "-1999");
  }

  @Test
  void aBroadcastGoesOutOnceWithoutAUser() throws Exception {
    listen(UserChannels.BROADCAST);

    post(Map.of("broadcast", true, "type", "news", "message", "for " + user))
        .statusCode(202)
        .body("recipients", nullValue());

    Awaitility.await().until(() -> heard.stream().anyMatch(e -> e.contains(user)));
    assertThat(heard.stream().filter(e -> e.contains(user)))
        .singleElement()
        .asString()
        .contains("\"userId\":null");
    bus.unsubscribe(UserChannels.BROADCAST);
  }

  @Test
  void theShortFormAnswersOk() throws Exception {
    listen(UserChannels.of(user));

    notifier()
        .body(Map.of("userId", user, "type", "t", "message", "m"))
        .post("/notify")
        .then()
        .statusCode(200)
        .body("ok", equalTo(true));

    assertThat(heard().at("/data/message").asText()).isEqualTo("m");
  }

  @Test
  void anAdminMayNotifyToo() {
    given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("root", "admin"))
        .body(Map.of("userId", user, "type", "t", "message", "m"))
        .post("/api/notifications")
        .then()
        .statusCode(202);
  }

  @Test
  void aRepeatedRequestIsAnsweredAlikeAndCarriedOutOnce() {
    Map<String, ?> body = Map.of("userId", user, "type", "t", "message", "m");
    RequestSpecification keyed = notifier().header("Idempotency-Key", user);
    String first = keyed.body(body).post("/api/notifications").then().extract().path("id");

    keyed
        .body(body)
        .post("/api/notifications")
        .then()
        .statusCode(202)
        .body("id", equalTo(first), "recipients", equalTo(1));
    keyed
        .body(Map.of("userId", user, "type", "t", "message", "other"))
        .post("/api/notifications")
        .then()
        .statusCode(422)
        .contentType(PROBLEM);
    notifier()
        .header("Idempotency-Key", user + "-2")
        .body(body)
        .post("/api/notifications")
        .then()
        .body("id", not(equalTo(first)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nope",
        "[]",
        "{}",
        "{\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"\"}",
        "{\"userId\":\"u\",\"type\":\"not ok\",\"message\":\"m\"}",
        "{\"userId\":5,\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\" \",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":[],\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":\"u\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userIds\":[\"u\",null],\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"broadcast\":true,\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"userIds\":[\"u\"],\"type\":\"t\",\"message\":\"m\"}",
        "{\"broadcast\":false,\"type\":\"t\",\"message\":\"m\"}",
        "{\"broadcast\":\"yes\",\"type\":\"t\",\"message\":\"m\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"a\\u0000b\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":1000}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":\"tomorrow\"}",
        "{\"userId\":\"u\",\"type\":\"t\",\"message\":\"m\",\"expiresAt\":1e300}",
      })
  void badInputIsRefused(String body) {
    post(body).statusCode(400).contentType(PROBLEM);
  }

  @Test
  void boundsHold() {
    List<String> tooMany = IntStream.range(0, 10_001).mapToObj(i -> "u" + i).toList();
    post(Map.of("userIds", tooMany, "type", "t", "message", "m"))
        .statusCode(400)
        .body("code", equalTo("invalid_request"));
    post(Map.of("userId", user, "type", "t", "message", "ä".repeat(2049)))
        .statusCode(413)
        .body("code", equalTo("message_too_large"));
    post(Map.of("userId", user, "type", "t", "message", "m", "data", "x".repeat(16384)))
        .statusCode(413)
        .body("code", equalTo("message_too_large"));
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    post(Map.of("userId", user, "type", "t", "message", "x".repeat(5_000_000)))
        .statusCode(413)
        .contentType(PROBLEM);
  }

  @Test
  void onlyNotifiersMayNotify() {
    given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("eve", "publisher"))
        .body(Map.of("userId", user, "type", "t", "message", "m"))
        .post("/api/notifications")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("forbidden"));
    given().contentType("application/json").body("{}").post("/notify").then().statusCode(401);
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) ->
                given()
                    .contentType("application/json")
                    .auth()
                    .oauth2(token)
                    .body("{}")
                    .post("/api/notifications")
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM));
  }
}
