package io.chorus.stack.bench;

import java.time.Duration;

/**
 * People in rooms who write.
 *
 * @param members of each room
 * @param rate messages a second over all rooms, whatever becomes of them; 0 for as many as there
 *     are answers
 * @param inFlight of each room, where there is no rate: the next is sent when the sender has seen
 *     one of its own
 * @param warmUp of which nothing is counted
 */
record RoomPlan(int rooms, int members, int rate, int inFlight, Duration warmUp, Duration time) {
  int connections() {
    return rooms * members;
  }
}
