package io.chorus.history.log;

import io.chorus.history.HistoryConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How far the log has come: the newest cursor in it, of any room, as far as this replica knows.
 * What others add is theirs to tell. No clocks are compared: when this replica learnt of the newest
 * cursor that was given already, so what has passed since, by its own measure, has passed there as
 * well. Thread-safe.
 */
@Singleton
public class NewestPlace {
  /** Beyond the deadline, what a statement and the way to it may take. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /**
   * @param nanos when it was noted, by {@link System#nanoTime}
   */
  private record Known(long cursor, long nanos) {
    long micros() {
      return cursor + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanos);
    }
  }

  private final MessageLog log;
  private final long horizonMicros;
  private final AtomicReference<Known> known = new AtomicReference<>(new Known(0, 0));

  NewestPlace(MessageLog log, HistoryConfig config) {
    this.log = log;
    this.horizonMicros =
        TimeUnit.MILLISECONDS.toMicros(config.ingest().deadline().plus(SLACK).toMillis());
  }

  /** Asks the log. */
  public Uni<Long> learn() {
    return log.newestPlace().invoke(this::noted);
  }

  /** Notes that this is in the log. */
  void noted(long added) {
    if (added > known.get().cursor) {
      Known news = new Known(added, System.nanoTime());
      known.accumulateAndGet(news, (old, next) -> old.cursor < next.cursor ? next : old);
    }
  }

  /** 0 where the log is empty. */
  public long cursor() {
    return known.get().cursor;
  }

  /** A place that the stamps of now have passed, by little; 0 where the log is empty. */
  public long now() {
    Known now = known.get();
    return now.cursor == 0 ? 0 : now.micros();
  }

  /** Up to here nothing is added to any room any more. */
  public long finalPlace() {
    return Math.max(0, now() - horizonMicros);
  }
}
