package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.PacketClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that was cut off gets without any code of its own. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RecoveryTest extends RecoveryScene {
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
    awaitMessage("live");

    assertThat(again).isEqualTo(connected);
    assertThat(said()).containsExactly("one", "two", "three", "live");
    assertThat(ada.events("notification")).hasSize(1);
    assertThat(ada.packets().get(2)).startsWith("42[\"authenticated\"");
    assertThat(ada.request(9, "send_message", Map.of("roomId", room, "content", "here")).path("ok"))
        .hasToString("true");
  }

  /** It was told its id, and lost the connection before it was told an offset of this process. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "zzzzzzzzzzz"})
  void anOffsetOfAnotherProcessHidesNothing(String foreign) {
    cutOff();
    say(room, "missed");

    JsonNode again = comeBack(token(user), foreign);
    say(other, "live");
    awaitMessage("live");

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
    awaitMessage("after");

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

  @Test
  void hintsHaveNoOffset() {
    bob.request("typing", Map.of("roomId", room, "isTyping", true));

    assertThat(ada.awaitEvent("user_typing", data -> true)).hasSize(2);
  }
}
