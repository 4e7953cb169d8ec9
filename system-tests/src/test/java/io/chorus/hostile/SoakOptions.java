package io.chorus.hostile;

import io.chorus.checker.client.Rules;
import io.chorus.checker.client.WorkloadOptions;
import java.time.Duration;

/**
 * How hard it shall be.
 *
 * @param honest the honest ones, and what they do
 * @param attackers hostile clients
 * @param turn how often each of them does something
 * @param warmUp how long honest clients are alone first, and no times are taken: what has not run
 *     before is compiled meanwhile, which takes what the processors have
 * @param peace how long honest clients are alone, for comparison
 * @param onset how long the hostile ones are there before times are taken, for the same reason:
 *     nothing of what refuses them has run before
 * @param war how long they are there after that
 * @param p99 of live delivery meanwhile, at the most
 */
record SoakOptions(
    WorkloadOptions honest,
    int attackers,
    Duration turn,
    Duration warmUp,
    Duration peace,
    Duration onset,
    Duration war,
    Duration p99,
    long seed) {
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration ONSET = Duration.ofSeconds(180);

  /** What is promised, for so long, a fifth of it in peace; what comes before each is on top. */
  static SoakOptions full(Duration time, long seed) {
    Duration peace = time.dividedBy(5);
    // Fifty who talk in ten rooms, a thousand deliveries a second.
    return new SoakOptions(
        new WorkloadOptions(50, 10, 2, 100, 100, Rules.ALL),
        1_000,
        Duration.ofSeconds(4),
        WARM_UP,
        peace,
        ONSET,
        time.minus(peace),
        Duration.ofMillis(100),
        seed);
  }
}
