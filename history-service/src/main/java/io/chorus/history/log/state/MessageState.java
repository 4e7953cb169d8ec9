package io.chorus.history.log.state;

import io.chorus.model.message.MessageName;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A message as it is.
 *
 * @param cursor its place in the room: microseconds since the epoch
 * @param prev the place of the entry before it; null where that was unknown when it was sent
 * @param content empty where it is deleted
 * @param metadata JSON as text, or null
 * @param edited the place of its newest edit; null where there is none, or it is deleted
 * @param replyTo the message that it answers, or null
 * @param replies how many answer it; one more than are counted where there are more
 * @param reactions JSON as text; null where there are none
 */
public record MessageState(
    String roomId,
    long cursor,
    Long prev,
    String id,
    String userId,
    String username,
    String content,
    String metadata,
    Long edited,
    boolean deleted,
    MessageName replyTo,
    int replies,
    String reactions) {
  static MessageState of(Row row) {
    String event = row.getString("event");
    boolean deleted = "message_deleted".equals(event);
    String answered = row.getString("reply_to_id");
    return new MessageState(
        row.getString("room_id"),
        row.getLong("cursor"),
        row.getLong("prev"),
        row.getString("id"),
        row.getString("user_id"),
        row.getString("username"),
        row.getString("content"),
        row.getString("metadata"),
        event == null || deleted ? null : row.getLong("changed"),
        deleted,
        answered == null ? null : new MessageName(row.getString("reply_to_user_id"), answered),
        row.getInteger("replies"),
        row.getString("reactions"));
  }
}
