package io.chorus.chat.bus;

/**
 * A message's place in its room.
 *
 * @param prev the place of the message before it; 0 where all that came before is behind the
 *     horizon, null where it is unknown
 */
public record Stamp(long cursor, Long prev) {}
