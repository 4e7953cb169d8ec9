package io.chorus.chat.bus;

/**
 * A message's place in its room.
 *
 * @param prev the place of the message before it; null where that is unknown
 */
public record Stamp(long cursor, Long prev) {}
