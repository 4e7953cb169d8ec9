package io.chorus.notification.stream;

import io.chorus.notification.NotificationConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what was read for all streams and is not written yet. Thread-safe; never blocks. */
@Startup
@Singleton
class Unwritten {
  private final long maxBytes;
  private final AtomicLong held;
  private final Counter refused;

  Unwritten(NotificationConfig config, MeterRegistry metrics) {
    this.maxBytes = config.streams().maxUnwritten().asLongValue();
    this.held = metrics.gauge("chorus.notifications.streams.unwritten", new AtomicLong());
    this.refused = metrics.counter("chorus.refused", "bound", "streams-unwritten");
  }

  boolean tryHold(long bytes) {
    if (held.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    held.addAndGet(-bytes);
    refused.increment();
    return false;
  }

  void letGo(long bytes) {
    held.addAndGet(-bytes);
  }
}
