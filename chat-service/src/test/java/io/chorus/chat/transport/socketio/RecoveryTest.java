package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that was cut off gets without any code of its own. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RecoveryTest {
  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private final String other = "room-" + UUID.randomUUID();
  private final String user = "ada-" + UUID.randomUUID();
  private FakeHistory history;
  private ChatClient bob;
  private PacketClient ada;
  private JsonNode connected;

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

  private static String token(String name) {
    return Backends.tokens().mint(TokenRequest.user(name).named(name));
  }

  private void say(String where, String content) {
    JsonNode reply = bob.request("send_message", Map.of("roomId", where, "content", content));
    assertThat(reply.path("ok").asBoolean()).isTrue();
  }

  private String offset() {
    List<JsonNode> messages = ada.events("message");
    JsonNode last =
        messages.isEmpty() ? ada.events("authenticated").getFirst() : messages.getLast();
    return last.get(last.size() - 1).asText();
  }

  private JsonNode comeBack(String token) {
    return comeBack(token, offset());
  }

  private JsonNode comeBack(String token, String offset) {
    PacketClient before = ada;
    ada = PacketClient.open(service);
    JsonNode answer =
        ada.connect(
            Map.of("token", token, "pid", connected.path("pid").asText(), "offset", offset));
    before.close();
    ada.awaitEvent("authenticated", data -> true);
    return answer;
  }

  private List<String> said() {
    return ada.events("message").stream().map(it -> it.at("/1/content").asText()).toList();
  }

  private void cutOff() {
    ada.cut();
    bob.await("user_left", frame -> frame.at("/data/userId").asText().equals(user));
  }

  @Test
  void whatWasMissedComesInOrderAndOnce() {
    say(room, "before");
    ada.awaitEvent("message", data -> true);
    cutOff();
    say(room, "one");
    say(other, "two");
    bus.publish(
        UserChannels.of(user),
        Envelope.event(Frame.of(Event.NOTIFICATION, Map.of("message", "meanwhile"))));
    say(room, "three");

    JsonNode again = comeBack(token(user));
    say(other, "live");
    ada.awaitEvent("message", data -> data.at("/1/content").asText().equals("live"));

    assertThat(again).isEqualTo(connected);
    assertThat(said()).containsExactly("one", "two", "three", "live");
    assertThat(ada.events("notification")).hasSize(1);
    assertThat(ada.packets().get(2)).startsWith("42[\"authenticated\"");
    assertThat(ada.request(9, "send_message", Map.of("roomId", room, "content", "here")).path("ok"))
        .hasToString("true");
  }

  /** It was told its id, and lost the connection before it was told a number of this process. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "zzzzzzzzzzz"})
  void aNumberOfAnotherProcessHidesNothing(String foreign) {
    cutOff();
    say(room, "missed");

    JsonNode again = comeBack(token(user), foreign);
    say(other, "live");
    ada.awaitEvent("message", data -> data.at("/1/content").asText().equals("live"));

    assertThat(again).isEqualTo(connected);
    assertThat(said()).containsExactly("missed", "live");
  }

  @Test
  void whatWasDoneToMessagesMeanwhileComesToo() {
    bob.request("send_message", Map.of("roomId", room, "content", "before", "id", "m-1"));
    ada.awaitEvent("message", data -> true);
    cutOff();
    Map<String, String> named = Map.of("roomId", room, "id", "m-1", "content", "better");
    JsonNode edit = bob.request("edit_message", named);
    JsonNode deletion = bob.request("delete_message", named);

    comeBack(token(user));

    ada.awaitEvent("message_deleted", data -> true);
    assertThat(ada.events("message_edited").getFirst().at("/1/cursor"))
        .isEqualTo(edit.path("cursor"));
    assertThat(ada.events("message_deleted").getFirst().at("/1/prev"))
        .isEqualTo(edit.path("cursor"));
    assertThat(ada.events("message_deleted").getFirst().at("/1/cursor"))
        .isEqualTo(deletion.path("cursor"));
  }

  @Test
  void aConnectionThatTheServerStillTakesForAliveIsReplaced() {
    say(room, "before");
    ada.awaitEvent("message", data -> true);
    PacketClient dead = ada;

    JsonNode again = comeBack(token(user));
    say(room, "after");
    ada.awaitEvent("message", data -> data.at("/1/content").asText().equals("after"));

    assertThat(again.path("sid")).isEqualTo(connected.path("sid"));
    assertThat(said()).containsExactly("after");
    assertThat(dead.isOpen()).isFalse();
  }

  @Test
  void othersSeeThatTheClientWasAway() {
    cutOff();
    comeBack(token(user));

    bob.await("user_joined", frame -> frame.at("/data/userId").asText().equals(user));
    assertThat(
            bob.request("join_room", Map.of("roomId", room))
                .path("members")
                .findValuesAsText("userId"))
        .contains(user);
  }

  @Test
  void aClientMayComeBackMoreThanOnce() {
    cutOff();
    say(room, "one");
    comeBack(token(user));
    ada.awaitEvent("message", data -> true);
    ada.cut();
    say(room, "two");

    JsonNode again = comeBack(token(user));
    ada.awaitEvent("message", data -> true);

    assertThat(again).isEqualTo(connected);
    assertThat(said()).containsExactly("two");
  }

  private void expectNew(JsonNode answer) {
    assertThat(answer.path("sid").asText())
        .isNotEmpty()
        .isNotEqualTo(connected.path("sid").asText());
    assertThat(answer.path("pid")).isNotEqualTo(connected.path("pid"));
    say(room, "not for who is in no room");
    assertThat(ada.request(5, "ping", Map.of()).path("ok").asBoolean()).isTrue();
    assertThat(said()).isEmpty();
  }

  @Test
  void whoLeftInOrderBeginsAnew() {
    ada.send("41");
    bob.await("user_left", frame -> frame.at("/data/userId").asText().equals(user));

    expectNew(comeBack(token(user)));
  }

  @Test
  void anotherUserBeginsAnew() {
    cutOff();

    expectNew(comeBack(token("mallory")));
  }

  @Test
  void whoseTokenLacksARoomBeginsAnew() {
    cutOff();

    expectNew(
        comeBack(Backends.tokens().mint(TokenRequest.user(user).named(user).withRooms(room))));
  }

  @Test
  void whoNamesAnOffsetThatNobodyWasToldBeginsAnew() {
    for (String offset : List.of("", "nonsense!", "99999999999999999999")) {
      Map<String, Object> auth = new HashMap<>();
      auth.put("token", token(user));
      auth.put("pid", connected.path("pid").asText());
      auth.put("offset", offset);
      try (PacketClient back = PacketClient.open(service)) {
        assertThat(back.connect(auth).path("sid")).isNotEqualTo(connected.path("sid"));
      }
    }
  }

  @Test
  void hintsHaveNoOffset() {
    bob.request("typing", Map.of("roomId", room, "isTyping", true));

    assertThat(ada.awaitEvent("user_typing", data -> true)).hasSize(2);
  }
}
