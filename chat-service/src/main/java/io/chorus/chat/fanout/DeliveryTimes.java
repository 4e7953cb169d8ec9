package io.chorus.chat.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long messages take from their stamp to the sockets of this instance. A cursor tells the time
 * of its stamp, by the clock of Redis: across machines the figure holds the difference of their
 * clocks. Thread-safe; never blocks.
 */
@Singleton
final class DeliveryTimes {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final Clock clock;
  private final Timer timer;

  @Inject
  DeliveryTimes(MeterRegistry metrics) {
    this(metrics, Clock.systemUTC());
  }

  DeliveryTimes(MeterRegistry metrics, Clock clock) {
    this.clock = clock;
    this.timer =
        Timer.builder("chorus.delivery")
            .description("From a message's stamp until the sockets of one event loop have it")
            .serviceLevelObjectives(BUCKETS)
            .register(metrics);
  }

  /** Notes that the subscribers on one event loop have got it. */
  void delivered(Delivery delivery) {
    if (delivery.kind() == Delivery.Kind.MESSAGE) {
      long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
      // Where many are stamped at once, cursors run ahead of the time.
      timer.record(Duration.of(Math.max(0, now - delivery.cursor()), ChronoUnit.MICROS));
    }
  }
}
