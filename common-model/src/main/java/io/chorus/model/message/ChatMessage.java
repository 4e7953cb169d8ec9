package io.chorus.model.message;

import java.util.Objects;

/**
 * A message that has its place in its room.
 *
 * @param metadata the sender's JSON, as the text that it came in; null where there is none
 * @param cursor its place: microseconds since the epoch, strictly increasing within a room
 * @param prev the cursor of the message before it; 0 where all before is behind the horizon, null
 *     where it is unknown
 */
public record ChatMessage(
    String id,
    String roomId,
    String userId,
    String username,
    String content,
    String metadata,
    long cursor,
    Long prev) {
  public ChatMessage {
    Objects.requireNonNull(id);
    Objects.requireNonNull(roomId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(username);
    Objects.requireNonNull(content);
  }

  /** Milliseconds since the epoch, derived from the cursor so that every observer sees the same. */
  public long timestamp() {
    return Cursor.toMillis(cursor);
  }
}
