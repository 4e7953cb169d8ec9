package io.chorus.chat.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** What the outbox tells about itself. Written by its event loop, read by any thread. */
final class OutboxMetrics {
  private static final String HANDED_ON = "chorus.outbox.handed.on";

  private final DistributionSummary batches;
  private final Counter silent;
  private final Counter refused;
  private volatile int replicas;
  private volatile long oldestNanos;

  OutboxMetrics(MeterRegistry metrics) {
    batches =
        DistributionSummary.builder("chorus.outbox.batch")
            .baseUnit("messages")
            .description("Messages that travel to the history together")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500)
            .register(metrics);
    silent = metrics.counter(HANDED_ON, "why", "silent");
    refused = metrics.counter(HANDED_ON, "why", "refused");
    Gauge.builder("chorus.outbox.replicas", this, it -> it.replicas)
        .description("History replicas that this instance hears of")
        .register(metrics);
    TimeGauge.builder("chorus.outbox.oldest", this, TimeUnit.NANOSECONDS, it -> it.oldestNanos)
        .description("Age of the message that has waited longest to be stored")
        .register(metrics);
  }

  void sent(int messages) {
    batches.record(messages);
  }

  /** A batch is given to another replica: nobody answered, or the one asked could not take it. */
  void handedOn(boolean nobodyAnswered) {
    (nobodyAnswered ? silent : refused).increment();
  }

  void replicas(int live) {
    replicas = live;
  }

  /** 0 where nothing waits. */
  void oldest(long ageNanos) {
    oldestNanos = ageNanos;
  }
}
