package io.chorus.chat.transport.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.message.Author;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageReaction;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class ChangeResourceTest {
  private static final String PROBLEM = "application/problem+json";
  private static final String OWN = "/bot/m-1";
  private static final String ANOTHERS = "/ada/m-1";

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private final String messages = "/api/chat/rooms/" + room + "/messages";
  private FakeHistory history;

  @BeforeEach
  void start() {
    history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
  }

  @AfterEach
  void stop() {
    history.close();
  }

  private static RequestSpecification as(TokenRequest user) {
    return given().auth().oauth2(Backends.tokens().mint(user)).contentType("application/json");
  }

  private static TokenRequest publisher() {
    return TokenRequest.user("bot").named("Robot").withRoles("publisher");
  }

  private static TokenRequest moderator() {
    return TokenRequest.user("mod").withRoles("moderator");
  }

  private void isStored(Response response, LogEntry unplaced) {
    long cursor = response.then().statusCode(200).extract().path("cursor");
    LogEntry stored = history.entries().getLast();
    assertThat(stored).isEqualTo(unplaced.at(cursor, stored.prev()));
    response.then().body("timestamp", equalTo(cursor / 1000));
  }

  @Test
  void publishersChangeTheirOwn() {
    Author by = new Author("bot", "Robot");

    isStored(
        as(publisher())
            .body(Map.of("content", "beep", "changeId", "c1", "metadata", Map.of("k", 1)))
            .patch(messages + OWN),
        new MessageEdit(room, "bot", "m-1", by, "c1", "beep", "{\"k\":1}", 0, null));
    isStored(
        as(publisher()).put(messages + ANOTHERS + "/reactions/{reaction}?changeId=c2", "👍"),
        new MessageReaction(room, "ada", "m-1", by, "c2", "👍", true, 0, null));
    isStored(
        as(publisher()).delete(messages + ANOTHERS + "/reactions/{reaction}?changeId=c3", "👍"),
        new MessageReaction(room, "ada", "m-1", by, "c3", "👍", false, 0, null));
    isStored(
        as(publisher()).delete(messages + OWN + "?changeId=c4"),
        new MessageDeletion(room, "bot", "m-1", by, "c4", 0, null));
  }

  @Test
  void whatCannotBeDoneToAMessageSaysWhatCan() {
    for (Response answer :
        List.of(
            as(publisher()).body("{}").post(messages + OWN),
            as(publisher()).body("{}").put(messages + OWN))) {
      isRefused(answer, 405, "invalid_request");
      assertThat(answer.header("Allow")).contains("DELETE").contains("PATCH");
    }
    isRefused(
        as(publisher()).body("{}").post(messages + OWN + "/reactions/x"), 405, "invalid_request");
    isRefused(as(publisher()).delete(messages + OWN + "?changeId="), 400, "invalid_request");
  }

  @Test
  void moderatorsChangeWhatIsAnothers() {
    as(moderator()).body(Map.of("content", "x")).patch(messages + ANOTHERS).then().statusCode(200);
    as(TokenRequest.user("keep").moderating("room-*"))
        .delete(messages + ANOTHERS)
        .then()
        .statusCode(200);
  }

  @Test
  void nobodyElseDoes() {
    isRefused(
        as(publisher()).body(Map.of("content", "x")).patch(messages + ANOTHERS), 403, "forbidden");
    isRefused(as(publisher()).delete(messages + ANOTHERS), 403, "forbidden");
    isRefused(as(TokenRequest.user("bot")).delete(messages + OWN), 403, "forbidden");
    isRefused(as(publisher().withRooms("other")).delete(messages + OWN), 403, "forbidden");
    given().delete(messages + OWN).then().statusCode(401).contentType(PROBLEM);
    assertThat(history.entries()).isEmpty();
  }

  @Test
  void badInputIsAProblemWithItsCode() {
    isRefused(as(publisher()).body("{}").patch(messages + OWN), 400, "invalid_request");
    isRefused(as(publisher()).delete(messages + "/bot/a.b"), 400, "invalid_request");
    isRefused(as(publisher()).delete(messages + OWN + "?changeId=a.b"), 400, "invalid_request");
    isRefused(
        as(publisher()).put(messages + OWN + "/reactions/" + "x".repeat(33)),
        400,
        "invalid_request");
    isRefused(
        as(publisher()).body(Map.of("content", "x".repeat(16_385))).patch(messages + OWN),
        413,
        "message_too_large");
  }

  private static void isRefused(Response response, int status, String code) {
    response.then().statusCode(status).contentType(PROBLEM).body("code", equalTo(code));
  }
}
