package io.chorus.chat.posting;

/**
 * What the sender of a stored message gets.
 *
 * @param timestamp milliseconds since the epoch
 */
public record Receipt(String id, String roomId, long cursor, long timestamp) {}
