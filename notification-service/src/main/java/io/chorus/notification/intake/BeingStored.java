package io.chorus.notification.intake;

import io.chorus.notification.NotificationConfig;
import io.chorus.notification.inbox.NewNotification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Bounds the notifications that wait for the database, in number and in bytes. Thread-safe. */
final class BeingStored {
  private final int maxNumber;
  private final long maxBytes;
  private final Counter refused;
  private int number;
  private long bytes;

  BeingStored(NotificationConfig config, MeterRegistry metrics) {
    this.maxNumber = config.maxBeingStored();
    this.maxBytes = config.maxBytesBeingStored().asLongValue();
    this.refused = metrics.counter("chorus.refused", "bound", "being-stored");
  }

  /** Whether there is room; one that enters has to leave. */
  synchronized boolean tryEnter(NewNotification notification) {
    // One that is larger than everything together may come alone.
    if (number == maxNumber || number > 0 && bytes + notification.bytes() > maxBytes) {
      refused.increment();
      return false;
    }
    number++;
    bytes += notification.bytes();
    return true;
  }

  synchronized void leave(NewNotification notification) {
    number--;
    bytes -= notification.bytes();
  }
}
