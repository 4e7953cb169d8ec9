package io.chorus.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The notification service's own settings; docs/configuration.md lists them. */
@ConfigMapping(prefix = "chorus.notifications")
public interface NotificationConfig {
  /** Recipients of one notification, broadcasts aside. */
  @WithDefault("10000")
  @Min(1)
  int maxRecipients();

  /** Bytes of UTF-8 that a message may have. */
  @WithDefault("4096")
  @Min(1)
  int maxMessage();

  /** Bytes of UTF-8 that the data may have, as JSON. */
  @WithDefault("16384")
  @Min(1)
  int maxData();

  /** How long a caller waits for the database; then {@code not_stored}. */
  @WithDefault("10s")
  Duration storeWithin();

  /** Notifications being stored at once; one more is {@code overloaded}. */
  @WithDefault("1000")
  @Min(1)
  int maxBeingStored();

  /** How long an {@code Idempotency-Key} is remembered. */
  @WithDefault("24h")
  Duration idempotency();
}
