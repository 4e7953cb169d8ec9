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
 */
record Run(WorkloadOptions workload, List<Fault> faults, Duration time, long seed) {
  /** Everything at once, for so long. */
  static Run of(Duration time, long seed) {
    return new Run(WorkloadOptions.BUSY, Nemesis.ALL, time, seed);
  }

  Run with(WorkloadOptions other) {
    return new Run(other, faults, time, seed);
  }

  Run with(List<Fault> others) {
    return new Run(workload, others, time, seed);
  }
}
