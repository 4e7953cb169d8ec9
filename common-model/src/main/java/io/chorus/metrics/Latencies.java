package io.chorus.metrics;

import java.time.Duration;

/** Buckets for times on a message's way, the same for each stretch of it. */
public final class Latencies {
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

  private Latencies() {}

  /** Their upper bounds, ascending. */
  public static Duration[] buckets() {
    return BUCKETS.clone();
  }
}
