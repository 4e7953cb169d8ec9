package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ada, who is cut off and comes back, and Bob, who stays, in the same two rooms. */
abstract class RecoveryScene {
  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  final String room = "room-" + UUID.randomUUID();
  final String other = "room-" + UUID.randomUUID();
  final String user = "ada-" + UUID.randomUUID();
  private FakeHistory history;
  ChatClient bob;
  PacketClient ada;
  JsonNode connected;

  @BeforeEach
  void connect() {
    history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
    bob = ChatClient.connect(service, token("bob"));
    bob.request("join_room", Map.of("roomId", room));
    bob.request("join_room", Map.of("roomId", other));
    ada = PacketClient.open(service);
    connected = ada.connect(Map.of("token", token(user)));
    ada.awaitEvent("authenticated", data -> true);
    ada.request(1, "join_room", Map.of("roomId", room));
    ada.request(2, "join_room", Map.of("roomId", other));
  }

  @AfterEach
  void disconnect() {
    ada.close();
    bob.close();
    history.close();
  }

  static String token(String name) {
    return Backends.tokens().mint(TokenRequest.user(name).named(name));
  }

  void say(String where, String content) {
    JsonNode reply = bob.request("send_message", Map.of("roomId", where, "content", content));
    assertThat(reply.path("ok").asBoolean()).isTrue();
  }

  String offset() {
    List<JsonNode> messages = ada.events("message");
    JsonNode last =
        messages.isEmpty() ? ada.events("authenticated").getFirst() : messages.getLast();
    return last.get(last.size() - 1).asText();
  }

  JsonNode comeBack(String token) {
    return comeBack(token, offset());
  }

  JsonNode comeBack(String token, String offset) {
    PacketClient before = ada;
    ada = PacketClient.open(service);
    JsonNode answer =
        ada.connect(
            Map.of("token", token, "pid", connected.path("pid").asText(), "offset", offset));
    before.close();
    ada.awaitEvent("authenticated", data -> true);
    return answer;
  }

  List<String> said() {
    return ada.events("message").stream().map(it -> it.at("/1/content").asText()).toList();
  }

  void cutOff() {
    ada.cut();
    bob.await("user_left", frame -> frame.at("/data/userId").asText().equals(user));
  }

  void awaitMessage(String content) {
    ada.awaitEvent("message", data -> data.at("/1/content").asText().equals(content));
  }
}
