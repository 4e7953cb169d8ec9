package io.chorus.model.message;

import java.util.Objects;

/**
 * Somebody reacts to a message, or does no more. On the bus, as each {@link MessageChange}, with
 *
 * <pre>
 *   {"event":"reaction",…,"reaction":"👍","on":true,…}
 * </pre>
 *
 * <p>The newest by cursor counts, of each user and reaction.
 *
 * @param reaction 1 to 32 bytes of UTF-8
 * @param on whether it is there from now on
 */
public record MessageReaction(
    String roomId,
    String userId,
    String id,
    Author by,
    String changeId,
    String reaction,
    boolean on,
    long cursor,
    Long prev)
    implements MessageChange {
  /** Bytes of UTF-8 that a reaction may have. */
  public static final int MAX_BYTES = 32;

  public MessageReaction {
    Objects.requireNonNull(roomId);
    Objects.requireNonNull(userId);
    Objects.requireNonNull(id);
    Objects.requireNonNull(by);
    Objects.requireNonNull(changeId);
    Objects.requireNonNull(reaction);
  }

  @Override
  public MessageReaction at(long cursor, Long prev) {
    return new MessageReaction(roomId, userId, id, by, changeId, reaction, on, cursor, prev);
  }
}
