package io.chorus.bus;

import java.util.concurrent.TimeUnit;

/**
 * Whether the clock of Redis goes as ours does: told from what it showed and how long that was ago
 * here, never from what our clock shows. A clock that has jumped ahead is followed once it has gone
 * steadily for a minute, as what is written at a time that has not come stays there until it has.
 * Thread-safe.
 */
final class Pace {
  /** How much a clock may be slewed between two readings, in microseconds. */
  private static final long SLACK_MICROS = TimeUnit.SECONDS.toMicros(1);

  /** Time for what is on its way to Redis to come there. */
  private static final long TRANSIT_MICROS = TimeUnit.SECONDS.toMicros(10);

  private static final long DOUBT_NANOS = TimeUnit.MINUTES.toNanos(1);

  /**
   * What the clock showed, at a moment between two of ours.
   *
   * @param micros since the epoch
   */
  private record Reading(long micros, long askedNanos, long answeredNanos) {
    /** The latest that it can show at a moment of ours if it goes as ours does. */
    long latest(long nanos) {
      return micros + TimeUnit.NANOSECONDS.toMicros(nanos - askedNanos);
    }

    boolean isBehind(Reading later) {
      return later.micros > latest(later.answeredNanos) + SLACK_MICROS;
    }

    boolean isAheadOf(Reading later) {
      long passed = TimeUnit.NANOSECONDS.toMicros(later.askedNanos - answeredNanos);
      return later.micros < micros + passed - SLACK_MICROS;
    }
  }

  private Reading newest;

  /** The highest pace that is followed. */
  private Reading followed;

  private long steadySinceNanos;
  private boolean jumped;

  /**
   * Takes what the clock showed.
   *
   * @param askedNanos when it was asked, by {@link System#nanoTime}
   */
  synchronized void read(long micros, long askedNanos, long answeredNanos) {
    Reading reading = new Reading(micros, askedNanos, answeredNanos);
    if (newest != null && (newest.isBehind(reading) || newest.isAheadOf(reading))) {
      jumped = true;
      steadySinceNanos = answeredNanos;
    }
    newest = reading;
    if (followed == null || mayBeFollowed(reading)) {
      followed = reading;
    }
  }

  private boolean mayBeFollowed(Reading reading) {
    return followed.isBehind(reading)
        ? reading.answeredNanos - steadySinceNanos >= DOUBT_NANOS
        : !followed.isAheadOf(reading);
  }

  /** Whether it has jumped, either way, since this was asked. */
  synchronized boolean takeJump() {
    boolean did = jumped;
    jumped = false;
    return did;
  }

  /** The latest time to be written when what is sent now arrives, in microseconds. */
  synchronized long latest(long nanos) {
    return followed == null ? Long.MAX_VALUE : followed.latest(nanos) + TRANSIT_MICROS;
  }
}
