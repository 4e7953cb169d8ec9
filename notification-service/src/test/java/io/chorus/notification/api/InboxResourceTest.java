package io.chorus.notification.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.notification.UserChannels;
import io.chorus.notification.Sender;
import io.chorus.notification.inbox.InboxWriter;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class InboxResourceTest {
  private static final String PROBLEM = "application/problem+json";
  private static final String PATH = "/api/notifications";

  @Inject InboxWriter writer;
  @Inject Bus bus;
  @Inject Pool pool;

  private final String user = "user-" + UUID.randomUUID();
  private Sender sender;

  /** Broadcasts of other tests are in this inbox too: they are read. */
  @BeforeEach
  void startRead() {
    sender = new Sender(writer);
    readUpTo(user, sender.broadcast("before")).statusCode(200).body("unread", equalTo(0));
  }

  private static ValidatableResponse get(String user, String query) {
    return given().auth().oauth2(Backends.tokens().mint(user)).get(PATH + query).then();
  }

  private JsonPath inbox(String query) {
    return get(user, query).statusCode(200).extract().jsonPath();
  }

  private List<String> messages(String query) {
    return inbox(query).getList("notifications.message");
  }

  private static ValidatableResponse read(String user, String id) {
    return given().auth().oauth2(Backends.tokens().mint(user)).post(PATH + "/{id}/read", id).then();
  }

  private static ValidatableResponse readUpTo(String user, Object cursor) {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint(user))
        .body(Map.of("upTo", cursor))
        .post(PATH + "/read")
        .then();
  }

  private String id(String message) {
    return inbox("").getString("notifications.find { it.message == '" + message + "' }.id");
  }

  @Test
  void theInboxHasWhatWasSentToItsUserAndToEverybodyNewestFirst() {
    long first = sender.send("mine", user, "somebody else");
    sender.send("not mine", "somebody else");
    sender.broadcast("for all");

    JsonPath inbox = inbox("?after=" + (first - 1));

    assertThat(inbox.getList("notifications.message")).containsExactly("for all", "mine");
    assertThat(inbox.getList("notifications.userId")).containsExactly(null, user);
    assertThat(inbox.getList("notifications.read")).containsExactly(false, false);
    assertThat(inbox.getLong("notifications[1].cursor")).isEqualTo(first);
    assertThat(inbox.getLong("notifications[1].timestamp")).isEqualTo(first / 1000);
    assertThat(inbox.getLong("unread")).isEqualTo(2);
    assertThat(inbox.getBoolean("hasMore")).isFalse();
  }

  @Test
  void pagesGoBackAndForth() {
    List<Long> cursors =
        IntStream.range(0, 10)
            .mapToObj(i -> i % 2 == 0 ? sender.send("n" + i, user) : sender.broadcast("n" + i))
            .toList();

    assertThat(messages("?limit=3&before=" + cursors.get(8))).containsExactly("n7", "n6", "n5");
    assertThat(messages("?limit=3&after=" + cursors.get(3))).containsExactly("n6", "n5", "n4");
    assertThat(inbox("?limit=3&after=" + cursors.get(3)).getBoolean("hasMore")).isTrue();
    assertThat(inbox("?limit=6&after=" + cursors.get(3)).getBoolean("hasMore")).isFalse();
    assertThat(messages("?after=" + cursors.get(3) + "&before=" + cursors.get(6)))
        .containsExactly("n5", "n4");
    assertThat(inbox("?limit=3").getBoolean("hasMore")).isTrue();
  }

  @Test
  void oneReadIsReadOnEveryDeviceAndForNobodyElse() {
    sender.send("a", user, "other-" + user);
    sender.broadcast("b");

    read(user, id("a")).statusCode(200).body("unread", equalTo(1));
    read(user, id("a")).statusCode(200).body("unread", equalTo(1));
    read(user, id("b")).statusCode(200).body("unread", equalTo(0));

    assertThat(messages("?unread=true")).isEmpty();
    assertThat(inbox("?limit=2").getList("notifications.read")).containsExactly(true, true);
    get("other-" + user, "?limit=2").body("notifications.read", equalTo(List.of(false, false)));
  }

  @Test
  void readUpToLeavesWhatIsNewer() {
    sender.send("a", user);
    long b = sender.broadcast("b");
    sender.send("c", user);
    sender.broadcast("d");
    read(user, id("d"));

    readUpTo(user, b).statusCode(200).body("unread", equalTo(1));
    readUpTo(user, b - 1).statusCode(200).body("unread", equalTo(1));

    assertThat(messages("?unread=true")).containsExactly("c");
    assertThat(inbox("?limit=4").getList("notifications.read"))
        .containsExactly(true, false, true, true);
  }

  @Test
  void whatIsStillToComeIsNotRead() {
    readUpTo(user, (1L << 53) - 1).statusCode(200);

    sender.send("later", user);

    assertThat(messages("?unread=true")).containsExactly("later");
  }

  @Test
  void whatHasExpiredIsGone() {
    sender.send("stays", user);
    sender.sendUntil(Instant.now().plusSeconds(60), "not yet", user);
    String id = id("not yet");
    assertThat(inbox("?unread=true").getLong("notifications[0].expiresAt")).isPositive();
    sender.sendExpired(pool, "over", user);

    assertThat(messages("?unread=true")).containsExactly("not yet", "stays");
    assertThat(inbox("").getLong("unread")).isEqualTo(2);
    read(user, id).statusCode(200).body("unread", equalTo(1));
  }

  @Test
  void otherDevicesAreToldWhatWasRead() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    long cursor = sender.send("a", user);
    sender.send("b", user);
    String id = id("b");
    bus.subscribe(
            UserChannels.of(user), envelope -> heard.add(envelope.toString().split("\n", 2)[1]))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);

    // Once more, perhaps, where the number changed meanwhile.
    read(user, id);
    Awaitility.await()
        .until(
            () ->
                heard.contains(
                    "{\"event\":\"notification_read\",\"data\":{\"ids\":[\"%s\"],\"unread\":1}}"
                        .formatted(id)));
    readUpTo(user, cursor);
    Awaitility.await()
        .until(
            () ->
                heard.contains(
                    "{\"event\":\"notification_read\",\"data\":{\"upTo\":%d,\"unread\":0}}"
                        .formatted(cursor)));
  }

  @Test
  void anotherUsersNotificationIsNotFound() {
    sender.send("a", user);

    read("eve-" + user, id("a"))
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("not_found"));
    read(user, "none").statusCode(404).contentType(PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?before=x",
        "?after=-1",
        "?after=1.5",
        "?unread=maybe"
      })
  void badParametersAreRefused(String query) {
    get(user, query).statusCode(400).contentType(PROBLEM).body("code", equalTo("invalid_request"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "nope", "{\"upTo\":\"5\"}", "{\"upTo\":1.5}", "{\"upTo\":-1}"})
  void readUpToWantsACursor(String body) {
    given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint(user))
        .body(body)
        .post(PATH + "/read")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
  }

  @Test
  void dataComesAsItWasSent() throws Exception {
    given()
        .contentType("application/json")
        .auth()
        .oauth2(Backends.tokens().mint("shop", "notifier"))
        .body(
            "{\"userId\":\"%s\",\"type\":\"t\",\"message\":\"m\",\"data\":{\"k\":[1.50]}}"
                .formatted(user))
        .post(PATH)
        .then()
        .statusCode(202);

    String body = get(user, "?limit=1").extract().asString();

    assertThat(Json.parse(body).at("/notifications/0/data").toString()).isEqualTo("{\"k\":[1.50]}");
    get(user, "?limit=1").body("notifications[0].title", nullValue());
  }

  @Test
  void withoutAValidTokenTheAnswerIs401() {
    given().get(PATH).then().statusCode(401).contentType(PROBLEM);
    given().post(PATH + "/x/read").then().statusCode(401).contentType(PROBLEM);
    given().get(PATH + "/stream").then().statusCode(401).contentType(PROBLEM);
  }
}
