package io.chorus.model.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.chorus.model.Json;
import io.chorus.model.frame.EntryFrame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogEntryTest {
  private static final Author GRACE = new Author("u2", "Grace");

  static final List<MessageChange> CHANGES =
      List.of(
          new MessageEdit("r", "u1", "m1", GRACE, "c1", "better", "{\"k\":[1,2.50]}", 3000, 2000L),
          new MessageDeletion("r", "u1", "m1", GRACE, "c2", 4000, null),
          new MessageReaction("r", "u1", "m1", GRACE, "c3", "👍", false, 5000, 4000L));

  @Test
  void aMessageSurvivesTheBusUnchanged() {
    ChatMessage message =
        new ChatMessage(
            "m1",
            "r",
            "u1",
            "Ada",
            "hi",
            "{\"k\":[1,2.50]}",
            new MessageName("u2", "m0"),
            2000,
            1L);

    ChatMessage read = Json.read(Json.bytes(message), ChatMessage.class);

    assertThat(read).isEqualTo(message);
    assertThat(read.timestamp()).isEqualTo(2);
  }

  @Test
  void aMessageSaysNothingOfWhatItDoesNotHave() {
    ChatMessage message = new ChatMessage("m1", "r", "u1", "Ada", "hi", null, 2000, null);

    assertThat(Json.text(message)).doesNotContain("metadata", "prev", "replyTo", "event");
    assertThat(Json.read(Json.bytes(message), ChatMessage.class)).isEqualTo(message);
  }

  @Test
  void aChangeSurvivesTheBusUnchangedAndBeginsWithItsEvent() {
    for (MessageChange change : CHANGES) {
      String event = EntryFrame.event(change).wire();

      assertThat(Json.text(change)).startsWith("{\"event\":\"" + event + "\",");
      assertThat(Json.read(Json.bytes(change), MessageChange.class)).isEqualTo(change);
    }
  }

  @Test
  void everyKindOfChangeHasAnEvent() {
    assertThat(
            Stream.of(MessageChange.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value))
        .containsExactlyInAnyOrder(MessageChange.class.getPermittedSubclasses());
  }

  @Test
  void anEntryIsTheSameAtEveryPlace() {
    for (MessageChange change : CHANGES) {
      assertThat(change.at(1, 2L).at(change.cursor(), change.prev())).isEqualTo(change);
    }
  }
}
