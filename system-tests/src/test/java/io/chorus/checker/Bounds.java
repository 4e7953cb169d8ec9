package io.chorus.checker;

import io.chorus.checker.nemesis.Strike;
import java.time.Duration;

/**
 * How long any one client may be without live delivery after a fault. Measured are a second or two:
 * the rest is for machines that do other things at the same time.
 *
 * @param unneeded while history, notifications or PostgreSQL is away, from the fault's beginning:
 *     live delivery does not wait for them, and most freezes are longer than this
 * @param needed after a fault of chat, of Redis or of the way to them is over
 * @param crowded after any fault that struck beside another, or while something else was not yet
 *     ready
 */
record Bounds(Duration unneeded, Duration needed, Duration crowded) {
  static final Bounds PROMISED =
      new Bounds(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30));

  Duration after(Strike strike) {
    if (!strike.isSingle()) {
      return crowded;
    }
    return strike.struckLiveDelivery() ? needed : unneeded;
  }
}
