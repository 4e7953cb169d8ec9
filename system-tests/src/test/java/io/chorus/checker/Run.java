package io.chorus.checker;

import io.chorus.checker.client.WorkloadOptions;
import io.chorus.checker.nemesis.Fault;
import io.chorus.checker.nemesis.Nemesis;
import java.time.Duration;
import java.util.List;

/**
 * What one run does.
 *
 * @param faults of which the nemesis picks
 * @param time for which there are faults
 * @param seed of everything that is random here
 * @param bounds of the time without live delivery
 */
record Run(WorkloadOptions workload, List<Fault> faults, Duration time, long seed, Bounds bounds) {
  /** Everything at once, for so long. */
  static Run of(Duration time, long seed) {
    return new Run(WorkloadOptions.BUSY, Nemesis.ALL, time, seed, Bounds.PROMISED);
  }

  Run with(WorkloadOptions other) {
    return new Run(other, faults, time, seed, bounds);
  }

  Run with(List<Fault> others) {
    return new Run(workload, others, time, seed, bounds);
  }

  Run with(Bounds others) {
    return new Run(workload, faults, time, seed, others);
  }
}
