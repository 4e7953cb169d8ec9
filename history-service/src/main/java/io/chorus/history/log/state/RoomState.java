package io.chorus.history.log.state;

import java.util.List;

/**
 * Messages of a room as they are.
 *
 * @param messages the nearest to the place that was asked for first
 * @param hasMore whether there are more in the same direction
 * @param asOf the place of the newest entry of the room's log behind which none is missing: what
 *     comes after it is not in the state of a message. 0 where the log is empty
 */
public record RoomState(String roomId, List<MessageState> messages, boolean hasMore, long asOf) {}
