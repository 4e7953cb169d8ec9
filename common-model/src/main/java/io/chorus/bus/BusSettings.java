package io.chorus.bus;

import java.time.Duration;

/**
 * Bounds of a {@link Bus}.
 *
 * @param maxWait how long a command may take, waiting for a connection included; then it fails with
 *     {@link BusUnavailable}
 * @param maxWaiting commands that may wait for their answer; one more fails at once
 * @param heartbeat how often the bus publishes to itself
 */
public record BusSettings(Duration maxWait, int maxWaiting, Duration heartbeat) {
  /** Heartbeats that may be missing before the bus calls itself dead. */
  static final int MISSED_HEARTBEATS = 3;

  public static BusSettings defaults() {
    return new BusSettings(Duration.ofSeconds(2), 20_000, Duration.ofSeconds(1));
  }

  public BusSettings withMaxWait(Duration maxWait) {
    return new BusSettings(maxWait, maxWaiting, heartbeat);
  }
}
