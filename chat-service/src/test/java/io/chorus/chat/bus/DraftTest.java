package io.chorus.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.model.Json;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.Cursor;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.model.room.RoomId;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DraftTest {
  private static final String ROOM = "r".repeat(128);
  private static final String ID = "i".repeat(64);
  private static final String USER = "\"ü€".repeat(85);
  private static final Author BY = new Author(USER, USER);
  private static final String TEXT = "\n\"\\👍".repeat(500);

  static Stream<LogEntry> entries() {
    return Stream.of(
        new ChatMessage(ID, ROOM, USER, USER, TEXT, TEXT, new MessageName(USER, ID), 0, null),
        new ChatMessage(ID, ROOM, USER, USER, "x", null, 0, null),
        new MessageEdit(ROOM, USER, ID, BY, ID, TEXT, TEXT, 0, null),
        new MessageEdit(ROOM, USER, ID, BY, ID, "x", null, 0, null),
        new MessageDeletion(ROOM, USER, ID, BY, ID, 0, null),
        new MessageReaction(ROOM, USER, ID, BY, ID, "\"".repeat(32), false, 0, null));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itCountsForNoLessThanItTakes(LogEntry entry) {
    LogEntry placed = entry.at(Cursor.LIMIT - 1, Cursor.LIMIT - 2);

    assertThat(new Draft(new RoomId(ROOM), entry).bytes())
        .isGreaterThanOrEqualTo(Json.bytes(placed).length);
  }
}
