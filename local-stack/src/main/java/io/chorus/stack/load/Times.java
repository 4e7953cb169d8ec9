package io.chorus.stack.load;

import java.util.Arrays;

/**
 * How long things took, in buckets of a tenth of their size: bounded, however long it goes on. Not
 * thread-safe.
 */
final class Times {
  private static final double STEP = 1.1;
  private static final double LOWEST_MILLIS = 0.1;
  private static final int BUCKETS = 160;

  private final long[] counts = new long[BUCKETS];
  private long all;

  void add(long nanos) {
    double steps = Math.log(nanos / 1e6 / LOWEST_MILLIS) / Math.log(STEP);
    counts[Math.clamp((long) Math.ceil(steps), 0, BUCKETS - 1)]++;
    all++;
  }

  long count() {
    return all;
  }

  /** Milliseconds in which this share of them was done; 0 where there is none. */
  double millis(double share) {
    long rank = (long) Math.ceil(share * all);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (seen >= rank && all > 0) {
        return LOWEST_MILLIS * Math.pow(STEP, bucket);
      }
    }
    return 0;
  }

  void clear() {
    Arrays.fill(counts, 0);
    all = 0;
  }

  @Override
  public String toString() {
    return "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms"
        .formatted(millis(0.5), millis(0.99), millis(0.999));
  }
}
