package io.chorus.bus;

import io.chorus.metrics.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What the bus tells about itself. Thread-safe. */
public final class BusMetrics {
  private final MeterRegistry registry;
  private final Counter fullInNumber;
  private final Counter fullInBytes;
  private final Timer roundTrip;
  private final Counter restored;
  private final Map<ErrorReply, Counter> errors = new EnumMap<>(ErrorReply.class);

  public BusMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.fullInNumber = registry.counter("chorus.refused", "bound", "bus-commands");
    this.fullInBytes = registry.counter("chorus.refused", "bound", "bus-bytes");
    this.roundTrip =
        Timer.builder("chorus.bus.roundtrip")
            .description("From a heartbeat's publication until it has come back")
            .serviceLevelObjectives(Latencies.buckets())
            .register(registry);
    this.restored =
        Counter.builder("chorus.bus.restored")
            .description("How often everything was subscribed again after a loss")
            .register(registry);
    // All of them at once: a rate needs a first value to compare with.
    for (ErrorReply reply : ErrorReply.values()) {
      errors.put(reply, registry.counter("chorus.bus.errors", "reply", reply.metricTag()));
    }
  }

  /** Tells from now on how this bus is. */
  void watch(Bus bus) {
    Gauge.builder("chorus.bus.up", bus, it -> it.isLive() ? 1 : 0)
        .description("Whether what is written to Redis comes back")
        .register(registry);
    bus.onRestored(restored::increment);
  }

  /** Counts the connections made by a link of this name. */
  Counter connections(String link) {
    return Counter.builder("chorus.bus.connects")
        .description("Connections to Redis made")
        .tag("link", link)
        .register(registry);
  }

  void fullInNumber() {
    fullInNumber.increment();
  }

  void fullInBytes() {
    fullInBytes.increment();
  }

  void refused(ErrorReply reply) {
    errors.get(reply).increment();
  }

  void roundTrip(long nanos) {
    roundTrip.record(Duration.ofNanos(nanos));
  }
}
