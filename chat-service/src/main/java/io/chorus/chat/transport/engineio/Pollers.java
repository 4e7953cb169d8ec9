package io.chorus.chat.transport.engineio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** How many sessions poll on this instance, within a bound. Thread-safe. */
final class Pollers {
  private final int max;
  private final AtomicInteger count = new AtomicInteger();
  private final Counter refused;

  Pollers(int max, MeterRegistry metrics) {
    this.max = max;
    this.refused = metrics.counter("chorus.refused", "bound", "polling-sessions");
    Gauge.builder("chorus.polling", count, AtomicInteger::get)
        .description("Sessions of clients that poll")
        .register(metrics);
  }

  /** Counts one more; false where there are as many as there may be. */
  boolean tryEnter() {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      refused.increment();
      return false;
    }
    return true;
  }

  /** Counts one less, after {@link #tryEnter}. */
  void leave() {
    count.decrementAndGet();
  }
}
