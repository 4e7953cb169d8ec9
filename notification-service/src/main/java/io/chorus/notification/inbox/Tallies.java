package io.chorus.notification.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The tallies of those who have much that is not read; whoever was forgotten is counted anew.
 * Thread-safe.
 */
final class Tallies {
  private static final int MAX_USERS = 10_000;

  /** Below this, counting costs no more than remembering. */
  private static final int WORTHWHILE = 256;

  /** What was changed behind this service's back, by restoring a backup say, shows after this. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Cache<String, Tally> byUser =
      Caffeine.newBuilder().maximumSize(MAX_USERS).expireAfterWrite(LIFE).build();

  Tally of(String userId) {
    Tally tally = byUser.getIfPresent(userId);
    return tally == null ? Tally.NONE : tally;
  }

  void remember(String userId, Tally tally) {
    if (tally.count() >= WORTHWHILE) {
      byUser.put(userId, tally);
    }
  }
}
