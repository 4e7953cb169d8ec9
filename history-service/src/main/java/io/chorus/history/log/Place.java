package io.chorus.history.log;

/**
 * Where a message is: the key of the log.
 *
 * @param cursor microseconds since the epoch
 */
record Place(String roomId, long cursor) {}
