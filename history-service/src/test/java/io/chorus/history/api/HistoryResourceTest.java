package io.chorus.history.api;

import static io.chorus.history.Messages.chain;
import static io.chorus.history.Messages.inTime;
import static io.chorus.history.Messages.newRoom;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.history.log.LogWriter;
import io.chorus.model.Json;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class HistoryResourceTest {
  private static final String PROBLEM = "application/problem+json";

  @Inject LogWriter writer;

  private final String room = newRoom();
  private final String path = "/api/history/rooms/" + room + "/messages";

  private static ValidatableResponse get(String path) {
    return given().auth().oauth2(Backends.tokens().mint("u1")).get(path).then();
  }

  private List<Long> cursors(String query) {
    return get(path + query)
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("messages.cursor", Long.class);
  }

  private void store(List<ChatMessage> messages) {
    writer.store(inTime(messages)).await().atMost(Duration.ofSeconds(10));
  }

  @Test
  void withoutBoundsItGivesTheNewestFiftyOldestFirst() {
    store(chain(room, 60));

    assertThat(cursors("")).hasSize(50).isSorted().startsWith(11L).endsWith(60L);
    get(path).body("hasMore", equalTo(true), "roomId", equalTo(room));
  }

  @Test
  void pagesGoBackAndForth() {
    store(chain(room, 10));

    assertThat(cursors("?before=8&limit=3")).containsExactly(5L, 6L, 7L);
    assertThat(cursors("?after=3&limit=3")).containsExactly(4L, 5L, 6L);
    get(path + "?before=4&limit=3").body("hasMore", equalTo(false));
    get(path + "?before=5&limit=3").body("hasMore", equalTo(true));
    get(path + "?after=7&limit=3").body("hasMore", equalTo(false));
    get(path + "?after=6&limit=3").body("hasMore", equalTo(true));
  }

  @Test
  void anEmptyRoomIsAnEmptyPage() {
    get(path).statusCode(200).body("messages", hasSize(0), "hasMore", equalTo(false));
  }

  @Test
  void aMessageLooksAsItDidLive() throws Exception {
    store(
        List.of(
            new ChatMessage(
                "a", room, "u1", "Ada", "grüß 👋", "{\"k\":[1.50]}", 1_795_000_000_123_456L, null),
            new ChatMessage("b", room, "u1", "Ada", "two", null, 1_795_000_000_123_457L, 7L)));

    JsonNode messages = Json.parse(get(path).extract().asString()).path("messages");

    assertThat(messages.get(0).toString())
        .isEqualTo(
            "{\"id\":\"a\",\"roomId\":\"%s\",\"userId\":\"u1\",\"username\":\"Ada\",\"content\":\"grüß 👋\","
                    .formatted(room)
                + "\"metadata\":{\"k\":[1.50]},\"timestamp\":1795000000123,\"cursor\":1795000000123456,"
                + "\"prev\":null}");
    assertThat(messages.get(1).has("metadata")).isFalse();
    assertThat(messages.get(1).path("prev").asLong()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=201",
        "?limit=x",
        "?before=x",
        "?after=-1",
        "?before=1&after=2",
        "?after=9223372036854775807",
        "?before=1.5"
      })
  void badBoundsAreRefused(String query) {
    get(path + query)
        .statusCode(400)
        .contentType(PROBLEM)
        .body("code", equalTo("invalid_request"), "status", equalTo(400));
  }

  @Test
  void aRoomNameOutOfGrammarIsRefused() {
    get("/api/history/rooms/a%20b/messages").statusCode(400).contentType(PROBLEM);
  }

  @Test
  void aRoomThatTheTokenDoesNotAllowIsForbidden() {
    given()
        .auth()
        .oauth2(Backends.tokens().mint(TokenRequest.user("u1").withRooms("team-*")))
        .get(path)
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("forbidden"));
  }

  @Test
  void withoutAValidTokenTheAnswerIs401() {
    given().get(path).then().statusCode(401).contentType(PROBLEM);
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) ->
                given()
                    .auth()
                    .oauth2(token)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM)
                    .header("WWW-Authenticate", "Bearer"));
  }

  @Test
  void whatIsNotServedIsRefusedWithACode() {
    get("/api/history/nowhere")
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("not_found"));
    given()
        .auth()
        .oauth2(Backends.tokens().mint("u1"))
        .delete(path)
        .then()
        .statusCode(405)
        .contentType(PROBLEM)
        .body("code", equalTo("invalid_request"));
  }
}
