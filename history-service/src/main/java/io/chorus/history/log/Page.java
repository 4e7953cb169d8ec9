package io.chorus.history.log;

import java.util.List;

/**
 * A stretch of a room's log.
 *
 * @param messages oldest first
 * @param hasMore whether there is more in the direction that was asked for
 */
public record Page(List<LoggedMessage> messages, boolean hasMore) {}
