package io.chorus.history.log;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Tells PostgreSQL, by its own clock, until when it may do something. The two clocks are not
 * compared: what PostgreSQL's showed lies between two moments of ours, and what is left of our time
 * is added to it. Thread-safe.
 */
@Singleton
class LogClock {
  /**
   * @param shown by PostgreSQL's clock
   * @param nanos when that had come here, by {@link System#nanoTime}
   */
  private record Reading(OffsetDateTime shown, long nanos) {}

  private static final String SHOW = "SELECT clock_timestamp()";

  private final Pool pool;
  private volatile Reading newest;

  LogClock(Pool pool) {
    this.pool = pool;
  }

  void read(OffsetDateTime shown, long answeredNanos) {
    newest = new Reading(shown, answeredNanos);
  }

  /** Reads it if nobody has yet. */
  Uni<Void> known() {
    return newest != null
        ? Uni.createFrom().voidItem()
        : pool.query(SHOW)
            .execute()
            .invoke(rows -> read(rows.iterator().next().getOffsetDateTime(0), System.nanoTime()))
            .replaceWithVoid();
  }

  /**
   * A moment of ours by PostgreSQL's clock, once that is {@link #known}; never too late, but too
   * early by the way here.
   */
  OffsetDateTime at(long nanos) {
    Reading reading = newest;
    return reading.shown.plus(nanos - reading.nanos, ChronoUnit.NANOS);
  }
}
