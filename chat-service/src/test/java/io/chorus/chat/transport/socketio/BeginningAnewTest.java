package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that come back and may not go on where they were. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class BeginningAnewTest extends RecoveryScene {
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
  void whoNamesNoOffsetBeginsAnew() {
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
}
