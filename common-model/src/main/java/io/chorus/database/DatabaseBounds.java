package io.chorus.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long PostgreSQL is waited for, and what it must not lose; docs/configuration.md lists it. */
@ConfigMapping(prefix = "chorus.database")
public interface DatabaseBounds {
  /** How long a call may wait for a connection, and for one to be made. */
  @WithDefault("2s")
  Duration connectWithin();

  /**
   * How long PostgreSQL may owe an answer, or be asked nothing, on a connection; then it is closed.
   */
  @WithDefault("8s")
  Duration silence();

  /** What a commit has to survive; with settings of PostgreSQL that break it nobody is ready. */
  @WithDefault("power-loss")
  Survival survives();
}
