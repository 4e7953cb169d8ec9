package io.chorus.model.message;

import java.util.Objects;

/**
 * A message is gone; its place stays. On the bus, as each {@link MessageChange}, with nothing more:
 *
 * <pre>
 *   {"event":"message_deleted",…}
 * </pre>
 */
public record MessageDeletion(
    String roomId, String userId, String id, Author by, String changeId, long cursor, Long prev)
    implements MessageChange {
  public MessageDeletion {
    Objects.requireNonNull(roomId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(id);
    Objects.requireNonNull(by);
    Objects.requireNonNull(changeId);
  }

  @Override
  public MessageDeletion at(long cursor, Long prev) {
    return new MessageDeletion(roomId, userId, id, by, changeId, cursor, prev);
  }
}
