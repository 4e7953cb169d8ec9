package io.chorus.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What each caller holds of something that is bounded in sum, over all of its connections: a
 * quarter at the most, so that one alone leaves room for others. Whoever holds nothing is not
 * remembered, and for one that is not known, null, nothing is counted. Thread-safe; never blocks.
 */
final class Shares {
  private static final int PARTS = 4;

  private final long share;
  private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();
  private final Counter refused;

  /**
   * @param name of the bound, in the metrics
   * @param whole the bound of the sum
   */
  Shares(String name, long whole, MeterRegistry metrics) {
    this.share = whole / PARTS;
    this.refused = metrics.counter("chorus.refused", "bound", "http-" + name + "-per-user");
  }

  /**
   * Takes some, or nothing where it would be more than the caller's share.
   *
   * @param largest a thing of this size may be held, though it be larger than the share
   */
  boolean tryTake(String caller, long amount, long largest) {
    if (caller == null || held.merge(caller, amount, Long::sum) <= Math.max(share, largest)) {
      return true;
    }
    giveBack(caller, amount);
    refused.increment();
    return false;
  }

  /** Whether a thing of that size may be added; counted where it may not. */
  boolean hasRoomFor(String caller, long amount) {
    long before = held.getOrDefault(caller, 0L);
    if (before == 0 || before + amount <= share) {
      return true;
    }
    refused.increment();
    return false;
  }

  /** Takes in any case: what is there has to be counted. */
  void take(String caller, long amount) {
    if (caller != null) {
      held.merge(caller, amount, Long::sum);
    }
  }

  void giveBack(String caller, long amount) {
    if (caller != null) {
      held.computeIfPresent(caller, (name, all) -> all > amount ? all - amount : null);
    }
  }

  /** Callers that hold anything. */
  int holders() {
    return held.size();
  }
}
