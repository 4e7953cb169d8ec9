package io.chorus.checker.nemesis;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that have happened: one, or several at the same time.
 *
 * @param over when they were over, in {@link System#nanoTime}: a backend served again, a frozen
 *     process ran on, a link was open; for a killed instance of a service the moment of its death,
 *     as others are there
 * @param alone whether everything else was ready when they struck
 */
public record Strike(List<Fault> faults, long over, boolean alone) {
  /** Whether live delivery may be away with what was struck. */
  public boolean struckLiveDelivery() {
    return faults.stream().anyMatch(fault -> fault.part().carriesLiveDelivery());
  }

  /** Whether there was nothing else that was wrong. */
  public boolean isSingle() {
    return alone && faults.size() == 1;
  }

  @Override
  public String toString() {
    return faults.stream().map(Fault::toString).collect(Collectors.joining(" and "));
  }
}
