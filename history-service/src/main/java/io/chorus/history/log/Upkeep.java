package io.chorus.history.log;

import io.chorus.logging.SparingLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does something for as long as the service runs, a chunk at a time, one after the other: soon
 * again where there is more of it, after a pause where there is not, or where it failed.
 * Thread-safe; never blocks.
 */
public final class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);

  /** Between chunks, so that whoever writes has the database to himself most of the time. */
  static final long SHORT_PAUSE_MILLIS = 200;

  private final SparingLog sparing = new SparingLog(LOG, Duration.ofMinutes(1));
  private final String notDone;
  private final Vertx vertx;
  private final long shortPauseMillis;
  private final long pauseMillis;
  private final Supplier<Uni<Boolean>> chunk;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param notDone what is said where it fails
   * @param shortPauseMillis between chunks
   * @param pauseMillis where there is no more for now
   * @param chunk does one, and says whether there is more
   */
  public Upkeep(
      String notDone,
      Vertx vertx,
      long shortPauseMillis,
      long pauseMillis,
      Supplier<Uni<Boolean>> chunk) {
    this.notDone = notDone;
    this.vertx = vertx;
    this.shortPauseMillis = shortPauseMillis;
    this.pauseMillis = pauseMillis;
    this.chunk = chunk;
  }

  public void start() {
    later(pauseMillis);
  }

  private void later(long millis) {
    if (!stopped) {
      vertx.setTimer(millis, ignored -> goOn());
    }
  }

  private void goOn() {
    step()
        .subscribe()
        .with(
            more -> later(more ? shortPauseMillis : pauseMillis),
            e -> {
              sparing.say(Logger.Level.WARN, "chunk", notDone + " for now: " + e);
              later(pauseMillis);
            });
  }

  /** One chunk, unless one is under way; whether there is more. */
  Uni<Boolean> step() {
    return underWay.compareAndSet(false, true)
        ? chunk.get().onTermination().invoke(() -> underWay.set(false))
        : Uni.createFrom().item(true);
  }

  public void stop() {
    stopped = true;
  }
}
