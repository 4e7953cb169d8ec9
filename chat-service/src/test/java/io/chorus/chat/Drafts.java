package io.chorus.chat;

import io.chorus.chat.bus.Draft;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.room.RoomId;

/** Entries without a place, for tests. */
public final class Drafts {
  private Drafts() {}

  public static Draft message(RoomId room, String id, String userId, String content) {
    return new Draft(
        room,
        new ChatMessage(id, room.value(), userId, "Ada", content, null, LogEntry.UNPLACED, null));
  }

  /** The author's edit of an own message. */
  public static Draft edit(RoomId room, String id, String userId, String changeId) {
    return new Draft(
        room,
        new MessageEdit(
            room.value(),
            userId,
            id,
            new Author(userId, "Ada"),
            changeId,
            "edited",
            null,
            LogEntry.UNPLACED,
            null));
  }
}
