package io.chorus.checker;

import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.trace.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one run does.
 *
 * @param faults of which the nemesis picks
 * @param time for which there are faults
 * @param seed of everything that is random here
 * @param bounds of the time without live delivery
 * @param settled for how long what is wrong in the end may become right
 * @param history the file for the run's history; null for none
 */
record Run(
    WorkloadOptions workload,
    List<Fault> faults,
    Duration time,
    long seed,
    Bounds bounds,
    Duration settled,
    Path history) {
  private static final Duration SHORTEST_SLEEP = Duration.ofSeconds(10);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(5);

  /** Longer than a message may be stored late, and its announcement takes. */
  private static final Duration SETTLED = Duration.ofSeconds(25);

  /** Everything at once, for so long. */
  static Run of(Duration time, long seed) {
    WorkloadOptions workload = WorkloadOptions.BUSY.withSleepUpTo(sleep(time));
    return new Run(workload, Fault.ALL, time, seed, Bounds.PROMISED, SETTLED, null);
  }

  /** A third of the run, 10 s at the least and five minutes at the most. */
  private static Duration sleep(Duration time) {
    return Duration.ofMillis(
        Math.clamp(time.toMillis() / 3, SHORTEST_SLEEP.toMillis(), LONGEST_SLEEP.toMillis()));
  }

  Run with(WorkloadOptions other) {
    return new Run(other, faults, time, seed, bounds, settled, history);
  }

  Run with(List<Fault> others) {
    return new Run(workload, others, time, seed, bounds, settled, history);
  }

  Run with(Bounds others) {
    return new Run(workload, faults, time, seed, others, settled, history);
  }

  Run lasting(Duration other) {
    return new Run(workload, faults, other, seed, bounds, settled, history);
  }

  Run settledWithin(Duration other) {
    return new Run(workload, faults, time, seed, bounds, other, history);
  }

  Run writtenTo(Path file) {
    return new Run(workload, faults, time, seed, bounds, settled, file);
  }

  Journal journal(long start) {
    return history == null ? Journal.none() : Journal.in(history, start);
  }
}
