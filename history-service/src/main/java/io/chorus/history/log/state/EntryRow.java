package io.chorus.history.log.state;

import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.vertx.mutiny.sqlclient.Row;

/** What a row of the log, of either table, says: with the columns of both. */
public final class EntryRow {
  private EntryRow() {}

  public static LogEntry entry(String roomId, Row row) {
    String userId = row.getString("user_id");
    String id = row.getString("id");
    String username = row.getString("username");
    String content = row.getString("content");
    String metadata = row.getString("metadata");
    long cursor = row.getLong("cursor");
    Long prev = row.getLong("prev");
    String event = row.getString("event");
    if (event.equals("message")) {
      return new ChatMessage(
          id, roomId, userId, username, content, metadata, answered(row), cursor, prev);
    }
    Author by = new Author(row.getString("by_user_id"), username);
    String change = row.getString("change_id");
    return switch (event) {
      case "message_edited" ->
          new MessageEdit(roomId, userId, id, by, change, content, metadata, cursor, prev);
      case "message_deleted" -> new MessageDeletion(roomId, userId, id, by, change, cursor, prev);
      case "reaction" ->
          new MessageReaction(
              roomId,
              userId,
              id,
              by,
              change,
              row.getString("reaction"),
              row.getBoolean("is_on"),
              cursor,
              prev);
      default -> throw new IllegalStateException("no such entry in a log: " + event);
    };
  }

  private static MessageName answered(Row row) {
    String id = row.getString("reply_to_id");
    return id == null ? null : new MessageName(row.getString("reply_to_user_id"), id);
  }
}
