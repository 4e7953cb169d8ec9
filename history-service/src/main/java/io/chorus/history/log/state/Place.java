package io.chorus.history.log.state;

/**
 * Where an entry is: the key of the log.
 *
 * @param cursor microseconds since the epoch
 */
record Place(String roomId, long cursor) {}
