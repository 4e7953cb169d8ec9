package io.chorus.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** A bound on a sum: what is taken has to be given back. Thread-safe; never blocks. */
final class Budget {
  private final long bound;
  private final AtomicLong taken;
  private final Counter refused;

  /**
   * @param name of the bound, in the metrics
   */
  Budget(String name, long bound, MeterRegistry metrics) {
    this.bound = bound;
    this.taken = metrics.gauge("chorus.http." + name, new AtomicLong());
    this.refused = metrics.counter("chorus.refused", "bound", "http-" + name);
  }

  /** Takes from the whole, or nothing where it would go beyond. */
  boolean tryTake(long amount) {
    return tryTake(amount, bound);
  }

  /** The same, as if the bound were lower; the rest is left to others. */
  boolean tryTake(long amount, long lowerBound) {
    if (taken.addAndGet(amount) <= lowerBound) {
      return true;
    }
    taken.addAndGet(-amount);
    refused.increment();
    return false;
  }

  /** Takes in any case: what is there has to be counted. */
  void take(long amount) {
    taken.addAndGet(amount);
  }

  void giveBack(long amount) {
    taken.addAndGet(-amount);
  }

  /** Whether so much more would be within the bound; counted where it would not. */
  boolean hasRoomFor(long amount) {
    if (taken.get() + amount <= bound) {
      return true;
    }
    refused.increment();
    return false;
  }

  /** Counts a refusal for another reason than the sum. */
  void refuse() {
    refused.increment();
  }

  long bound() {
    return bound;
  }
}
