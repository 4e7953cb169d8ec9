package io.chorus.bus;

import java.time.Duration;

/**
 * Bounds of a {@link Bus}.
 *
 * @param maxWait how long a command may take, waiting for a connection included; then it fails with
 *     {@link BusUnavailable}
 * @param maxWaiting commands that may wait for their answer; one more fails at once
 * @param maxWaitingBytes what those commands may hold together, in bytes of their arguments
 * @param heartbeat how often the bus publishes to itself
 */
public record BusSettings(
    Duration maxWait, int maxWaiting, long maxWaitingBytes, Duration heartbeat) {
  /** Heartbeats that may be missing before the bus calls itself dead. */
  private static final int MISSED_HEARTBEATS = 3;

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  public static BusSettings defaults() {
    return new BusSettings(Duration.ofSeconds(2), 20_000, 32 << 20, HEARTBEAT);
  }

  static BusSettings of(BusConfig config) {
    return new BusSettings(
        config.maxWait(), config.maxWaiting(), config.maxWaitingBytes(), HEARTBEAT);
  }

  /** For so long a heartbeat tells that the bus is live. */
  Duration heartbeatLife() {
    return heartbeat.multipliedBy(MISSED_HEARTBEATS);
  }
}
