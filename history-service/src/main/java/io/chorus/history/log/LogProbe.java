package io.chorus.history.log;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Whether the log can be written to: it tries every second what a message needs, short of a
 * message. A write that fails counts until the next try. By the way it learns how far the others
 * have come with the log. Thread-safe; never blocks.
 */
@Singleton
public class LogProbe {
  private static final Logger LOG = Logger.getLogger(LogProbe.class);
  private static final long INTERVAL_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String WRITE_NOTHING =
      """
      WITH nothing AS (INSERT INTO history.message SELECT * FROM history.message WHERE false)
      SELECT clock_timestamp(), %s
      """
          .formatted(MessageLog.NEWEST_PLACE);

  private static final String READ_ONLY_TRANSACTION = "25006";
  private static final String DISK_FULL = "53100";

  /** A full disk refuses what is written, not what writes nothing: it is believed for so long. */
  private static final Duration FULL_FOR = Duration.ofSeconds(5);

  /** What the log is good for. */
  public enum State {
    WRITABLE,
    /** It can be read. */
    READ_ONLY,
    AWAY
  }

  private final Pool pool;
  private final LogClock clock;
  private final NewestPlace newest;
  private final Vertx vertx;
  private final AtomicBoolean trying = new AtomicBoolean();
  private final AtomicInteger failedWrites = new AtomicInteger();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile State state = State.AWAY;
  private volatile long fullUntil = System.nanoTime();
  private long timer;

  LogProbe(Pool pool, LogClock clock, NewestPlace newest, Vertx vertx) {
    this.pool = pool;
    this.clock = clock;
    this.newest = newest;
    this.vertx = vertx;
  }

  public State state() {
    return state;
  }

  /** Called after each change, on whatever thread it is noticed on. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  void start(@Observes StartupEvent event) {
    tryWriting();
    timer = vertx.setPeriodic(INTERVAL_MILLIS, ignored -> tryWriting());
  }

  private void tryWriting() {
    if (!trying.compareAndSet(false, true)) {
      return;
    }
    int failedBefore = failedWrites.get();
    pool.query(WRITE_NOTHING)
        .execute()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onTermination()
        .invoke(() -> trying.set(false))
        .subscribe()
        .with(
            rows -> {
              Row now = rows.iterator().next();
              clock.read(now.getOffsetDateTime(0), System.nanoTime());
              newest.noted(now.getLong(1));
              if (failedWrites.get() == failedBefore && fullUntil - System.nanoTime() <= 0) {
                become(State.WRITABLE, null);
              }
            },
            this::failed);
  }

  /** Notes that a write has failed through no fault of what was written. */
  void writeFailed(Throwable cause) {
    failedWrites.incrementAndGet();
    if (says(DISK_FULL, cause)) {
      fullUntil = System.nanoTime() + FULL_FOR.toNanos();
    }
    failed(cause);
  }

  private void failed(Throwable cause) {
    boolean readable = says(READ_ONLY_TRANSACTION, cause) || says(DISK_FULL, cause);
    become(readable ? State.READ_ONLY : State.AWAY, cause);
  }

  private static boolean says(String sqlState, Throwable cause) {
    return cause instanceof PgException error && sqlState.equals(error.getSqlState());
  }

  private synchronized void become(State next, Throwable cause) {
    if (next == state) {
      return;
    }
    if (next == State.WRITABLE) {
      LOG.info("the log can be written to");
    } else {
      LOG.warnf("the log cannot be written to: %s", cause);
    }
    state = next;
    listeners.forEach(Runnable::run);
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
