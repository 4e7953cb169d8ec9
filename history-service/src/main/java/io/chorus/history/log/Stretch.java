package io.chorus.history.log;

import java.util.List;

/**
 * A stretch of a room's log, from the place that was asked for on.
 *
 * @param messages the nearest first
 * @param hasMore whether there is more in the same direction
 */
public record Stretch(List<LoggedMessage> messages, boolean hasMore) {}
