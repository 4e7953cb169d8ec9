package io.chorus.chat.transport.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class RoomResourceTest {
  private static final String PROBLEM = "application/problem+json";

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private final String path = "/api/chat/rooms/" + room;

  private static RequestSpecification as(TokenRequest user) {
    return given().auth().oauth2(Backends.tokens().mint(user)).contentType("application/json");
  }

  private static TokenRequest publisher() {
    return TokenRequest.user("bot").named("Robot").withRoles("publisher");
  }

  @Test
  void aPostedMessageIsStoredLiveAndAnsweredWithItsPlace() {
    try (FakeHistory history = new FakeHistory(bus);
        ChatClient ada = ChatClient.connect(service, Backends.tokens().mint("ada"))) {
      ada.request("join_room", Map.of("roomId", room));

      long cursor =
          as(publisher())
              .body(Map.of("content", "beep", "id", "m1", "metadata", Map.of("k", 1)))
              .post(path + "/messages")
              .then()
              .statusCode(201)
              .body("id", equalTo("m1"), "roomId", equalTo(room))
              .extract()
              .path("cursor");

      JsonNode message = ada.await("message").path("data");
      assertThat(message.path("cursor").asLong()).isEqualTo(cursor);
      assertThat(message.path("username").asText()).isEqualTo("Robot");
      assertThat(history.received()).extracting(ChatMessage::id).containsOnly("m1");
    }
  }

  @Test
  void membersAreListedOverAllConnections() {
    try (ChatClient ada = ChatClient.connect(service, Backends.tokens().mint("ada"));
        ChatClient bob = ChatClient.connect(service, Backends.tokens().mint("bob"));
        ChatClient phone = ChatClient.connect(service, Backends.tokens().mint("bob"))) {
      for (ChatClient client : new ChatClient[] {ada, bob, phone}) {
        client.request("join_room", Map.of("roomId", room));
      }
      as(TokenRequest.user("eve"))
          .get(path + "/members")
          .then()
          .statusCode(200)
          .body("memberCount", equalTo(2), "members.userId", containsInAnyOrder("ada", "bob"));
      as(TokenRequest.user("eve"))
          .get(path + "/members?limit=1")
          .then()
          .statusCode(200)
          .body("memberCount", equalTo(2), "members", hasSize(1));
    }
  }

  @Test
  void withoutAValidTokenTheAnswerIs401() {
    given().get(path + "/members").then().statusCode(401).contentType(PROBLEM);
    Backends.forgedTokens()
        .all()
        .forEach(
            (kind, token) ->
                given().auth().oauth2(token).get(path + "/members").then().statusCode(401));
  }

  @Test
  void withoutTheRoleOrTheRoomTheAnswerIs403() {
    as(TokenRequest.user("eve"))
        .body(Map.of("content", "hi"))
        .post(path + "/messages")
        .then()
        .statusCode(403)
        .contentType(PROBLEM);
    as(publisher().withRooms("other"))
        .body(Map.of("content", "hi"))
        .post(path + "/messages")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("forbidden"));
  }

  @Test
  void badInputIsAProblemWithItsCode() {
    for (String body :
        new String[] {
          "{}",
          "[]",
          "{\"content\":5}",
          "{\"content\":\"\"}",
          "nope",
          "",
          "{\"content\":\"a\"} trailing"
        }) {
      as(publisher())
          .body(body)
          .post(path + "/messages")
          .then()
          .statusCode(400)
          .contentType(PROBLEM);
    }
    as(publisher())
        .body(Map.of("content", "x".repeat(16385)))
        .post(path + "/messages")
        .then()
        .statusCode(413)
        .contentType(PROBLEM)
        .body("code", equalTo("message_too_large"));
    as(publisher())
        .get(path + "/members?limit=1001")
        .then()
        .statusCode(400)
        .body("code", equalTo("invalid_request"));
    as(publisher()).get("/api/chat/rooms/a%20b/members").then().statusCode(400);
  }

  @Test
  void withoutAHistoryThePostIsRefusedAndSaysSo() {
    as(publisher())
        .body(Map.of("content", "into the void"))
        .post(path + "/messages")
        .then()
        .statusCode(503)
        .contentType(PROBLEM)
        .body("code", equalTo("not_stored"));
  }

  @Test
  void whatIsNotServedIsRefusedWithACode() {
    isRefused(as(publisher()).get("/api/chat/nowhere"), 404, "not_found");
    isRefused(as(publisher()).delete(path + "/messages"), 405, "invalid_request");
    isRefused(
        as(publisher()).contentType("text/plain").body("hi").post(path + "/messages"),
        415,
        "invalid_request");
    isRefused(
        as(publisher()).body("x".repeat(65 * 1024)).post(path + "/messages"),
        413,
        "message_too_large");
  }

  private static void isRefused(Response response, int status, String code) {
    response.then().statusCode(status).contentType(PROBLEM).body("code", equalTo(code));
  }
}
