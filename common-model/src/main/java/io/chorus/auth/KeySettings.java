package io.chorus.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys that an issuer publishes by URL. */
@ConfigMapping(prefix = "chorus.keys")
interface KeySettings {
  /** How often the keys are fetched, so that one that is withdrawn stops being good. */
  @WithDefault("5m")
  Duration refreshEvery();

  /**
   * The least time between two fetches: tokens that name unknown keys, which anybody can make,
   * cause no more.
   */
  @WithDefault("10s")
  Duration pause();

  /** Time for the issuer to answer; who waits for a key is refused then. */
  @WithDefault("3s")
  Duration fetchWithin();
}
