package io.chorus.checker.nemesis;

import io.chorus.checker.network.ShiftedClock;
import io.chorus.stack.status.Endpoint;
import java.time.Duration;

/** Redis' clock jumps, and later jumps back. */
record ClockLeap(Endpoint redis, Duration by) implements Injection {
  @Override
  public void begin() {
    RedisLine.send(redis, "SET " + ShiftedClock.OFFSET_KEY + " " + by.toSeconds());
  }

  /** A Redis that has lost its memory has the right time in any case. */
  @Override
  public void end() {
    RedisLine.send(redis, "DEL " + ShiftedClock.OFFSET_KEY);
  }
}
