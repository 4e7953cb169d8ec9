package io.chorus.chat.bus;

import io.chorus.model.Text;
import io.chorus.model.frame.EntryFrame;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;

/**
 * An entry of a room's log that does not have its place yet.
 *
 * @param room the entry's
 * @param entry without a place
 */
public record Draft(RoomId room, LogEntry entry) {
  private static final int STAMP_AND_NAMES = 256;

  /** Two more ids, and their names. */
  private static final int MORE_NAMES = 192;

  String frameHead() {
    return EntryFrame.head(entry);
  }

  /** Key under which its stamp is remembered. */
  String memory() {
    return switch (entry) {
      case ChatMessage message -> RoomKeys.sent(room, message.userId(), message.id());
      case MessageChange change -> RoomKeys.changed(room, change.by().userId(), change.changeId());
    };
  }

  /** Bytes that it takes as JSON, at the most, whatever its stamp. */
  public int bytes() {
    return STAMP_AND_NAMES
        + 2 * room.value().length()
        + Text.jsonLength(entry.userId())
        + switch (entry) {
          case ChatMessage message ->
              Text.jsonLength(message.username())
                  + jsonLength(message.content(), message.metadata())
                  + jsonLength(message.replyTo());
          case MessageChange change ->
              MORE_NAMES
                  + Text.jsonLength(change.by().userId())
                  + Text.jsonLength(change.by().username())
                  + jsonLength(change);
        };
  }

  private static int jsonLength(MessageChange change) {
    return switch (change) {
      case MessageEdit edit -> jsonLength(edit.content(), edit.metadata());
      case MessageDeletion deletion -> 0;
      case MessageReaction reaction -> Text.jsonLength(reaction.reaction());
    };
  }

  private static int jsonLength(String content, String metadata) {
    return Text.jsonLength(content) + (metadata == null ? 0 : Text.jsonLength(metadata));
  }

  private static int jsonLength(MessageName replyTo) {
    return replyTo == null ? 0 : MORE_NAMES + Text.jsonLength(replyTo.userId());
  }

  /** Bytes of what its author says in it. */
  public int saidBytes() {
    return switch (entry) {
      case ChatMessage message -> utf8Length(message.content(), message.metadata());
      case MessageEdit edit -> utf8Length(edit.content(), edit.metadata());
      case MessageDeletion deletion -> 0;
      case MessageReaction reaction -> Text.utf8Length(reaction.reaction());
    };
  }

  private static int utf8Length(String content, String metadata) {
    return Text.utf8Length(content) + (metadata == null ? 0 : Text.utf8Length(metadata));
  }

  public LogEntry at(Stamp stamp) {
    return entry.at(stamp.cursor(), stamp.prev());
  }
}
