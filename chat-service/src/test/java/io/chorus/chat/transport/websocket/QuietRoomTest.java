package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(NarrowBounds.class)
class QuietRoomTest {
  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();

  private ChatClient join(String user) {
    ChatClient client = ChatClient.connect(service, Backends.tokens().mint(user));
    assertThat(client.request("join_room", Map.of("roomId", room)).path("ok").asBoolean()).isTrue();
    return client;
  }

  @Test
  void inALargeRoomNobodysComingGoingAndTypingIsTold() {
    try (FakeHistory history = new FakeHistory(bus);
        ChatClient ada = join("ada");
        ChatClient bob = join("bob")) {
      ada.await("user_joined", frame -> frame.at("/data/userId").asText().equals("bob"));
      bob.request("typing", Map.of("roomId", room, "isTyping", true));
      ada.await("user_typing");

      ChatClient eve = join("eve");
      eve.request("typing", Map.of("roomId", room, "isTyping", true));
      eve.request("signal", Map.of("roomId", room, "name", "wave", "payload", 1));
      eve.request("send_message", Map.of("roomId", room, "content", "hello"));
      ada.await("message");
      ada.await("signal");

      assertThat(ada.received("user_joined")).hasSize(1);
      assertThat(ada.received("user_typing")).hasSize(1);
      eve.close();
    }
  }
}
