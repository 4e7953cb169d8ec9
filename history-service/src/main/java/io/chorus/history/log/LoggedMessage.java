package io.chorus.history.log;

/**
 * A message in the log.
 *
 * @param metadata JSON as text, or null
 * @param cursor its place in the room: microseconds since the epoch
 * @param prev the place of the message before it; null where that was unknown when it was sent
 */
public record LoggedMessage(
    String id,
    String roomId,
    String userId,
    String username,
    String content,
    String metadata,
    long cursor,
    Long prev) {}
