package io.chorus.hostile;

import io.chorus.checker.client.Rules;
import io.chorus.checker.client.WorkloadOptions;
import java.time.Duration;

/**
 * How hard it shall be.
 *
 * @param honest the honest ones, and what they do
 * @param attackers hostile clients
 * @param peace how long honest clients are alone, for comparison
 * @param war how long the hostile ones are there too
 * @param p99 of live delivery meanwhile, at the most
 */
record SoakOptions(
    WorkloadOptions honest, int attackers, Duration peace, Duration war, Duration p99, long seed) {
  /** What is promised, for so long, a fifth of it in peace. */
  static SoakOptions full(Duration time, long seed) {
    Duration peace = time.dividedBy(5);
    // Fifty who talk in ten rooms, a thousand deliveries a second.
    return new SoakOptions(
        new WorkloadOptions(50, 10, 2, 100, 100, Rules.ALL),
        1_000,
        peace,
        time.minus(peace),
        Duration.ofMillis(100),
        seed);
  }
}
