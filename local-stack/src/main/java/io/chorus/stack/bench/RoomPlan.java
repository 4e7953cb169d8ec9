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

  /**
   * Messages that are to be sent by then, where there is a rate. It is reached in the middle of the
   * warm-up: all of it at once would pile up what a server that has just started cannot do yet, and
   * the measured time would be that of working it off.
   */
  long due(long nanosFromBegin) {
    double ramp = warmUp.toNanos() / 2.0;
    double whole =
        nanosFromBegin < ramp
            ? nanosFromBegin * (double) nanosFromBegin / ramp / 2
            : nanosFromBegin - ramp / 2;
    return (long) (whole / 1e9 * rate);
  }
}
