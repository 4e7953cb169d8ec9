package io.chorus.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.Json;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.room.RoomId;
import org.junit.jupiter.api.Test;

class MessageFrameTest {
  @Test
  void theHeadAndAStampMakeAWholeFrame() throws Exception {
    String head =
        MessageFrame.head("m1", new RoomId("r"), "u1", "Ada \"A\"", "hé\nllo", "{\"k\":[1,2.50]}");

    var frame = Json.parse(head + ",\"timestamp\":2,\"cursor\":2000,\"prev\":null}}");

    assertThat(head).startsWith("{\"event\":\"message\",\"data\":{");
    assertThat(frame.at("/data/content").asText()).isEqualTo("hé\nllo");
    assertThat(frame.at("/data/username").asText()).isEqualTo("Ada \"A\"");
    assertThat(frame.at("/data/metadata").toString()).isEqualTo("{\"k\":[1,2.50]}");
    assertThat(frame.at("/data/cursor").asLong()).isEqualTo(2000);
  }

  @Test
  void aMessageSurvivesTheBusUnchanged() {
    ChatMessage message =
        new ChatMessage("m1", "r", "u1", "Ada", "hi", "{\"k\":[1,2.50]}", 2000, 1000L);

    ChatMessage read = Json.read(Json.bytes(message), ChatMessage.class);

    assertThat(read).isEqualTo(message);
    assertThat(read.timestamp()).isEqualTo(2);
  }

  @Test
  void aMessageWithoutMetadataHasNone() {
    ChatMessage message = new ChatMessage("m1", "r", "u1", "Ada", "hi", null, 2000, null);

    assertThat(Json.text(message)).doesNotContain("metadata").doesNotContain("prev");
    assertThat(Json.read(Json.bytes(message), ChatMessage.class)).isEqualTo(message);
  }
}
