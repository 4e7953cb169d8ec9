package io.chorus.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.Json;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import org.junit.jupiter.api.Test;

class EntryFrameTest {
  private static final Author GRACE = new Author("u2", "Grace");

  private static ChatMessage message(String metadata, MessageName replyTo) {
    return new ChatMessage(
        "m1", "r", "u1", "Ada \"A\"", "hé\nllo", metadata, replyTo, LogEntry.UNPLACED, null);
  }

  @Test
  void theHeadAndAStampMakeAWholeFrame() throws Exception {
    String head = EntryFrame.head(message("{\"k\":[1,2.50]}", null));

    var frame = Json.parse(head + ",\"timestamp\":2,\"cursor\":2000,\"prev\":null}}");

    assertThat(head).startsWith("{\"event\":\"message\",\"data\":{");
    assertThat(frame.at("/data/content").asText()).isEqualTo("hé\nllo");
    assertThat(frame.at("/data/username").asText()).isEqualTo("Ada \"A\"");
    assertThat(frame.at("/data/metadata").toString()).isEqualTo("{\"k\":[1,2.50]}");
    assertThat(frame.at("/data/cursor").asLong()).isEqualTo(2000);
  }

  @Test
  void aPlacedEntryHasTheFrameThatItsHeadAndItsStampMake() {
    assertThat(EntryFrame.of(message(null, null).at(2000, null)))
        .isEqualTo(
            EntryFrame.head(message(null, null))
                + ",\"timestamp\":2,\"cursor\":2000,\"prev\":null}}");
  }

  @Test
  void eachKindHasItsFieldsInOrder() {
    assertThat(EntryFrame.of(message("5", new MessageName("u2", "m0")).at(2000, 1L)))
        .isEqualTo(
            """
            {"event":"message","data":{"id":"m1","roomId":"r","userId":"u1","username":"Ada \\"A\\"",\
            "content":"hé\\nllo","metadata":5,"replyTo":{"userId":"u2","id":"m0"},\
            "timestamp":2,"cursor":2000,"prev":1}}""");
    assertThat(
            EntryFrame.of(
                new MessageEdit("r", "u1", "m1", GRACE, "c1", "better", "{}", 3000, 2000L)))
        .isEqualTo(
            """
            {"event":"message_edited","data":{"roomId":"r","id":"m1","userId":"u1",\
            "by":{"userId":"u2","username":"Grace"},"content":"better","metadata":{},\
            "changeId":"c1","timestamp":3,"cursor":3000,"prev":2000}}""");
    assertThat(EntryFrame.of(new MessageDeletion("r", "u1", "m1", GRACE, "c2", 4000, 3000L)))
        .isEqualTo(
            """
            {"event":"message_deleted","data":{"roomId":"r","id":"m1","userId":"u1",\
            "by":{"userId":"u2","username":"Grace"},"changeId":"c2",\
            "timestamp":4,"cursor":4000,"prev":3000}}""");
    assertThat(
            EntryFrame.of(
                new MessageReaction("r", "u1", "m1", GRACE, "c3", "👍", true, 5000, 4000L)))
        .isEqualTo(
            """
            {"event":"reaction","data":{"roomId":"r","id":"m1","userId":"u1",\
            "by":{"userId":"u2","username":"Grace"},"reaction":"👍","on":true,"changeId":"c3",\
            "timestamp":5,"cursor":5000,"prev":4000}}""");
  }
}
