package io.chorus.stack.bench;

import io.chorus.stack.bench.figures.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Figures of one run of one target, in their order, with their unit in their name. */
final class Measured {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private final Map<String, Double> figures = new LinkedHashMap<>();

  Measured put(String name, double value) {
    figures.put(name, value);
    return this;
  }

  /** Percentiles of times in nanoseconds, as milliseconds. */
  Measured putTimes(String name, Histogram nanos) {
    for (double percentile : PERCENTILES) {
      String of = percentile == 100 ? "max" : "p" + trimmed(percentile);
      figures.put(name + " " + of + " ms", nanos.getValueAtPercentile(percentile) / 1e6);
    }
    return this;
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /**
   * Processor time by process, for each of so many things done.
   *
   * @param figure its unit and what it is of, behind the name of the process
   * @param before as {@link Processes#cpuNanos} told it
   */
  Measured putCpu(String figure, long count, Map<String, Long> before, Map<String, Long> after) {
    after.forEach(
        (name, nanos) ->
            // A child that ends takes its time along.
            figures.put(name + " " + figure, Math.max(0, nanos - before.get(name)) / 1e3 / count));
    return this;
  }

  Map<String, Double> figures() {
    return figures;
  }

  Double get(String name) {
    return figures.get(name);
  }

  @Override
  public String toString() {
    return figures.entrySet().stream()
        .map(it -> it.getKey() + " " + Spread.number(it.getValue()))
        .collect(Collectors.joining(", "));
  }
}
