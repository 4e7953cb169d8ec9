package io.chorus.stack.bench;

import java.util.Arrays;

/** Times as they were measured, in nanoseconds. Belongs to one thread. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  void add(long measuredNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = measuredNanos;
  }

  int count() {
    return count;
  }

  /** Half, 99 of 100 and all of them took at most so long, in milliseconds. */
  @Override
  public String toString() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return "p50 %.1f, p99 %.1f, max %.1f ms"
        .formatted(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
  }

  private static double millis(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / 1e6;
  }
}
