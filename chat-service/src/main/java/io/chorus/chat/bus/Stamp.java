package io.chorus.chat.bus;

import java.util.concurrent.TimeUnit;

/**
 * An entry's place in its room's log.
 *
 * @param prev the place of the entry before it; 0 where all that came before is behind the horizon,
 *     null where it is unknown
 * @param ageMillis how long ago it was given, by Redis' own clock: 0 where it is new, more where
 *     the entry was given before
 */
public record Stamp(long cursor, Long prev, long ageMillis) {
  /**
   * When it was given, by {@link System#nanoTime}; rather too early than too late.
   *
   * @param askedNanos when Redis was asked for it
   */
  public long givenNanos(long askedNanos) {
    return askedNanos - TimeUnit.MILLISECONDS.toNanos(ageMillis);
  }

  /** Whether the entry was given before. */
  public boolean isRemembered() {
    return ageMillis > 0;
  }
}
