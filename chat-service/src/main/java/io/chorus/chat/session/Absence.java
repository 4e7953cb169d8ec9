package io.chorus.chat.session;

import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.room.RoomId;
import java.util.Map;

/**
 * Where a client stood when it was cut off.
 *
 * @param sinceNanos when that was, by {@link System#nanoTime}
 * @param openedAt number of the last event before it listened to what is for its user
 * @param places its rooms, and the number of the last event before each was joined
 * @param placeholder keeps its topics subscribed meanwhile
 */
record Absence(
    String socketId,
    String userId,
    long sinceNanos,
    long openedAt,
    Map<RoomId, Long> places,
    Subscriber placeholder) {}
