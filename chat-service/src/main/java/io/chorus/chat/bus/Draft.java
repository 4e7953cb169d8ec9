package io.chorus.chat.bus;

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

  String frameHead() {
    return MessageFrame.head(id, room, userId, username, content, metadata);
  }

  public ChatMessage at(Stamp stamp) {
    return new ChatMessage(
        id, room.value(), userId, username, content, metadata, stamp.cursor(), stamp.prev());
  }
}
