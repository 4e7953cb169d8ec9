package io.chorus.checker.nemesis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time that passes because its passing is the experiment: no condition would end it earlier. */
public final class Pause {
  private Pause() {}

  /** Returns after that time. */
  public static void of(Duration time) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
        .join();
  }
}
