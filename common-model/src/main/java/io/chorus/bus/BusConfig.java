package io.chorus.bus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What may be set about the bus, in every service; docs/configuration.md lists it. */
@ConfigMapping(prefix = "chorus.bus")
public interface BusConfig {
  /** What every key and channel begins with: another for each suite on one Redis. */
  @WithDefault("chorus")
  String prefix();

  /** How long a command may wait for Redis before it fails. */
  @WithDefault("2s")
  Duration maxWait();

  /** Whether a service stays ready while Redis, which has been there, is away. */
  @WithDefault("false")
  boolean readyWithout();

  /** Commands that may wait for their answer; one more is refused. */
  @WithDefault("20000")
  int maxWaiting();

  /** Bytes of the commands that wait for their answer; what goes beyond is refused. */
  @WithDefault("33554432")
  long maxWaitingBytes();
}
