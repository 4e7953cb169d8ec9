package io.chorus.chat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service as it is packaged, a native executable for one. */
@QuarkusIntegrationTest
@QuarkusTestResource(Backends.class)
class ChatServiceIT {
  private static final Map<String, Object> ROOM = Map.of("roomId", "packaged");

  @TestHTTPResource("/")
  URI service;

  private ChatClient connect(String user) {
    return ChatClient.connect(service, Backends.tokens().mint(user));
  }

  @Test
  void whoHasNoTokenIsTurnedAwayBeforeTheUpgrade() {
    given().get("/api/chat/rooms/packaged/members").then().statusCode(401);
    given().header("Authorization", "Bearer x").get("/ws").then().statusCode(401);
  }

  @Test
  void peopleMeetAndHearOfOneAnother() {
    try (ChatClient ada = connect("ada");
        ChatClient bob = connect("bob")) {
      assertThat(ada.request("join_room", ROOM).path("ok").asBoolean()).isTrue();
      bob.request("join_room", ROOM);

      ada.request("typing", Map.of("roomId", "packaged", "isTyping", true));

      assertThat(bob.await("user_typing").path("userId").asText()).isEqualTo("ada");
    }
  }

  @Test
  void aLossOfRedisIsMadeGood() {
    try (ChatClient ada = connect("ada")) {
      ada.request("join_room", ROOM);
      Backends.redis().stop();
      Backends.redis().start();

      ada.await("resync");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  ada.request("typing", Map.of("roomId", "packaged", "isTyping", true))
                      .path("ok")
                      .asBoolean());
    }
  }
}
