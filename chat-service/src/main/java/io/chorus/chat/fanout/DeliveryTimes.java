package io.chorus.chat.fanout;

import io.chorus.metrics.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * How many deliveries there are, and how long messages take from the bus to the sockets of this
 * instance, by the clock of this machine alone; what the bus itself takes, its heartbeat tells.
 * Thread-safe; never blocks.
 */
@Singleton
final class DeliveryTimes {
  private final Timer timer;
  private final Counter deliveries;

  DeliveryTimes(MeterRegistry metrics) {
    this.timer =
        Timer.builder("chorus.delivery")
            .description("From a message's arrival until the sockets of one event loop have it")
            .serviceLevelObjectives(Latencies.buckets())
            .register(metrics);
    this.deliveries =
        Counter.builder("chorus.deliveries")
            .description("Events handed to connections, each counted once a connection")
            .register(metrics);
  }

  /**
   * Notes that so many subscribers on one event loop have got it.
   *
   * @param nanos since it came from the bus
   */
  void delivered(Delivery delivery, int subscribers, long nanos) {
    deliveries.increment(subscribers);
    if (delivery.kind() == Delivery.Kind.MESSAGE) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
