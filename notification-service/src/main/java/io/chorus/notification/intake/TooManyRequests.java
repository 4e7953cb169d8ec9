package io.chorus.notification.intake;

import java.time.Duration;

/** A caller asks more often than it may. */
final class TooManyRequests extends RuntimeException {
  private final long retryAfterSeconds;

  TooManyRequests(Duration wait) {
    super("too many requests; wait", null, false, false);
    this.retryAfterSeconds = wait.plusNanos(999_999_999).toSeconds();
  }

  /** Whole seconds, at least 1. */
  long retryAfterSeconds() {
    return Math.max(1, retryAfterSeconds);
  }
}
