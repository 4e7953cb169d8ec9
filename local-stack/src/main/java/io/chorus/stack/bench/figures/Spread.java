package io.chorus.stack.bench.figures;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** One figure over the runs of one target; not a number where no run has it. */
public record Spread(double lowest, double median, double highest) {
  static Spread of(DoubleStream values) {
    double[] sorted = values.filter(value -> !Double.isNaN(value)).sorted().toArray();
    return sorted.length == 0
        ? new Spread(Double.NaN, Double.NaN, Double.NaN)
        : new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  public boolean isThere() {
    return !Double.isNaN(median);
  }

  /** The ratio of the medians; not a number where there is none. */
  public double ratioTo(Spread other) {
    return other.median == 0 ? Double.NaN : median / other.median;
  }

  /** A figure with as many places as are worth reading. */
  public static String number(double value) {
    return String.format(
        Locale.ROOT,
        Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 100 ? "%.0f" : "%.2f",
        value);
  }

  @Override
  public String toString() {
    if (!isThere()) {
      return "–";
    }
    return lowest == highest
        ? number(median)
        : "%s [%s–%s]".formatted(number(median), number(lowest), number(highest));
  }
}
