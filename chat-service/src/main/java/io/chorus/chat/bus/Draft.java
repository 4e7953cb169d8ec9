package io.chorus.chat.bus;

import io.chorus.model.Text;
import io.chorus.model.frame.MessageFrame;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.room.RoomId;

/**
 * A message that does not have its place yet.
 *
 * @param metadata JSON as text, or null
 */
public record Draft(
    String id, RoomId room, String userId, String username, String content, String metadata) {
  private static final int STAMP_AND_NAMES = 256;

  String frameHead() {
    return MessageFrame.head(id, room, userId, username, content, metadata);
  }

  /** Bytes that it takes as JSON, at the most, whatever its stamp. */
  public int bytes() {
    return STAMP_AND_NAMES
        + 2 * room.value().length()
        + Text.jsonLength(userId)
        + Text.jsonLength(username)
        + Text.jsonLength(content)
        + (metadata == null ? 0 : Text.jsonLength(metadata));
  }

  public ChatMessage at(Stamp stamp) {
    return new ChatMessage(
        id, room.value(), userId, username, content, metadata, stamp.cursor(), stamp.prev());
  }
}
