package io.chorus.deploy;

import java.time.Duration;

/** How a service stops. */
final class Drain {
  /**
   * From the stop signal until a service has sent its clients elsewhere and stored what it holds.
   */
  static final Duration LONGEST = Duration.ofSeconds(20);

  private Drain() {}
}
