package io.chorus.deploy;

import java.time.Duration;

/** How a service stops. */
final class Drain {
  /**
   * From the stop signal until a service has sent its clients elsewhere, in 20 s, and stored what
   * it holds, in 10.
   */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private Drain() {}
}
