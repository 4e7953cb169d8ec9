package io.chorus.checker.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long messages took, in microseconds.
 *
 * @param live until each of the others in the room had it
 * @param stored until the sender was told that it is stored
 */
public record Latencies(Histogram live, Histogram stored) {
  private static final int DIGITS = 3;
  private static final double P99 = 99;

  /** Of several stretches of time together. */
  public static Latencies sum(List<Latencies> stretches) {
    Latencies sum = new Latencies(new Histogram(DIGITS), new Histogram(DIGITS));
    for (Latencies stretch : stretches) {
      sum.live.add(stretch.live);
      sum.stored.add(stretch.stored);
    }
    return sum;
  }

  /** 99 of 100 deliveries took so long at the most. */
  public Duration p99Live() {
    return Duration.of(live.getValueAtPercentile(P99), ChronoUnit.MICROS);
  }

  /** A row's cells in Markdown: number, median, p99 and longest, live and then stored. */
  public String cells() {
    return cells(live) + " | " + cells(stored);
  }

  private static String cells(Histogram histogram) {
    return "%,d | %s | %s | %s"
        .formatted(
            histogram.getTotalCount(),
            millis(histogram.getValueAtPercentile(50)),
            millis(histogram.getValueAtPercentile(P99)),
            millis(histogram.getMaxValue()));
  }

  private static String millis(long micros) {
    return "%.1f ms".formatted(micros / 1_000.0);
  }
}
