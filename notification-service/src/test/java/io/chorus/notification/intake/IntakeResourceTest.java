package io.chorus.notification.intake;

import static io.chorus.notification.intake.Callers.PROBLEM;
import static io.chorus.notification.intake.Callers.notifier;
import static io.chorus.notification.intake.Callers.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

@QuarkusTest
@QuarkusTestResource(Backends.class)
class IntakeResourceTest {
  @Inject Bus bus;

  private final String user = "user-" + UUID.randomUUID();
  private final List<String> heard = new CopyOnWriteArrayList<>();

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
        .body("$", hasEntry("recipients", null));

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
  void theShortFormIsForOneUserWhateverElseItSays() throws Exception {
    listen(UserChannels.of(user));

    notifier()
        .body(
            Map.of(
                "userId", user, "type", "t", "message", "m", "broadcast", true, "title", "ignored"))
        .post("/notify")
        .then()
        .statusCode(200);

    assertThat(heard().path("data").has("title")).isFalse();
  }

  @Test
  void dataReachesItsUserAsItWasSent() throws Exception {
    listen(UserChannels.of(user));
    String data = "{\"price\":1.50,\"order\":12345678901234567890.125,\"none\":null}";

    post("{\"userId\":\"%s\",\"type\":\"t\",\"message\":\"m\",\"data\":%s}".formatted(user, data))
        .statusCode(202);

    assertThat(heard().path("data").path("data").toString()).isEqualTo(data);
  }

  @Test
  void aRepeatedRequestIsAnsweredAlikeThoughItsTimeIsOver() {
    long expiresAt = System.currentTimeMillis() + 3_000;
    Map<String, ?> body =
        Map.of("userId", user, "type", "t", "message", "m", "expiresAt", expiresAt);
    RequestSpecification keyed = notifier().header("Idempotency-Key", user);
    String first =
        keyed.body(body).post("/api/notifications").then().statusCode(202).extract().path("id");
    Awaitility.await().until(() -> System.currentTimeMillis() > expiresAt + 100);

    keyed.body(body).post("/api/notifications").then().statusCode(202).body("id", equalTo(first));
    notifier()
        .header("Idempotency-Key", user + "-2")
        .body(body)
        .post("/api/notifications")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
    post(body).statusCode(400);
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
}
