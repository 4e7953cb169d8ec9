package io.chorus.model.message;

import java.util.Objects;

/**
 * A message, as it was sent. On the bus:
 *
 * <pre>
 *   {"id":"m-1","roomId":"general","userId":"ada","username":"Ada","content":"…",
 *    "metadata":"{…}","replyTo":{"userId":"bob","id":"m-0"},"cursor":1795000000123456,"prev":0}
 * </pre>
 *
 * <p>{@code metadata}, {@code replyTo} and {@code prev} are left out where they are null.
 *
 * @param metadata the sender's JSON, as the text that it came in; null where there is none
 * @param replyTo the message of the same room that it answers, which may not be there; null where
 *     it answers none
 */
public record ChatMessage(
    String id,
    String roomId,
    String userId,
    String username,
    String content,
    String metadata,
    MessageName replyTo,
    long cursor,
    Long prev)
    implements LogEntry {
  public ChatMessage {
    Objects.requireNonNull(id);
    Objects.requireNonNull(roomId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(username);
    Objects.requireNonNull(content);
  }

  /** A message that answers none. */
  public ChatMessage(
      String id,
      String roomId,
      String userId,
      String username,
      String content,
      String metadata,
      long cursor,
      Long prev) {
    this(id, roomId, userId, username, content, metadata, null, cursor, prev);
  }

  @Override
  public ChatMessage at(long cursor, Long prev) {
    return new ChatMessage(id, roomId, userId, username, content, metadata, replyTo, cursor, prev);
  }
}
