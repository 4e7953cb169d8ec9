package io.chorus.checker.client;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Takes a client away for long, again and again: a phone in a pocket. Belongs to the workload's
 * event loop.
 */
final class Sleep {
  private static final long LEAST_AWAKE_MILLIS = 3_000;
  private static final long AWAKE_SPREAD_MILLIS = 12_000;

  private final Vertx vertx;
  private final Participant client;
  private final long leastMillis;
  private final long mostMillis;
  private final RandomGenerator random;
  private boolean over;

  /**
   * @param longest the shortest is a third of it
   */
  Sleep(Vertx vertx, Participant client, Duration longest, RandomGenerator random) {
    this.vertx = vertx;
    this.client = client;
    this.mostMillis = longest.toMillis();
    this.leastMillis = mostMillis / 3;
    this.random = random;
  }

  void begin() {
    vertx.setTimer(
        LEAST_AWAKE_MILLIS + random.nextLong(AWAKE_SPREAD_MILLIS),
        ignored -> {
          if (!over) {
            client.fallAsleep();
            vertx.setTimer(
                leastMillis + random.nextLong(mostMillis - leastMillis), woken -> wake());
          }
        });
  }

  private void wake() {
    client.wake();
    if (!over) {
      begin();
    }
  }

  /** It stays awake from now on. */
  void end() {
    over = true;
    client.wake();
  }
}
