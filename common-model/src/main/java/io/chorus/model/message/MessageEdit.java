package io.chorus.model.message;

import java.util.Objects;

/**
 * A message says something else. On the bus, as each {@link MessageChange}, with
 *
 * <pre>
 *   {"event":"message_edited",…,"content":"…","metadata":"{…}",…}
 * </pre>
 *
 * @param metadata JSON as text, in place of what was there; null where there is none any more
 */
public record MessageEdit(
    String roomId,
    String userId,
    String id,
    Author by,
    String changeId,
    String content,
    String metadata,
    long cursor,
    Long prev)
    implements MessageChange {
  public MessageEdit {
    Objects.requireNonNull(roomId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(id);
    Objects.requireNonNull(by);
    Objects.requireNonNull(changeId);
    Objects.requireNonNull(content);
  }

  @Override
  public MessageEdit at(long cursor, Long prev) {
    return new MessageEdit(roomId, userId, id, by, changeId, content, metadata, cursor, prev);
  }
}
