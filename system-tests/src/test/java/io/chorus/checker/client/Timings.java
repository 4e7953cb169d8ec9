package io.chorus.checker.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long messages take from the first time they are sent: until they are live at each of the
 * others, and until their sender is told that they are stored. Belongs to the workload's event
 * loop.
 */
final class Timings {
  private static final int DIGITS = 3;

  private final Map<EntryKey, Long> sent = new HashMap<>();
  private Histogram live = new Histogram(DIGITS);
  private Histogram stored = new Histogram(DIGITS);

  void sent(EntryKey message) {
    sent.putIfAbsent(message, System.nanoTime());
  }

  void live(EntryKey message, String receiver) {
    if (!message.userId().equals(receiver)) {
      record(live, message);
    }
  }

  void stored(EntryKey message) {
    record(stored, message);
  }

  private void record(Histogram histogram, EntryKey message) {
    Long since = sent.get(message);
    if (since != null) {
      histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since));
    }
  }

  /** What was measured since the last time this was asked. */
  Latencies take() {
    Latencies taken = new Latencies(live, stored);
    live = new Histogram(DIGITS);
    stored = new Histogram(DIGITS);
    return taken;
  }
}
