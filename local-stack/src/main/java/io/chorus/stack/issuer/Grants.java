package io.chorus.stack.issuer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been promised for a secret that is good once. The latest {@value #MOST} of them; an
 * older one then counts as unknown. On one event loop.
 */
final class Grants<G> {
  static final int MOST = 10_000;
  private static final int SECRET_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Duration lifetime;
  private final Clock clock;
  private final Map<String, Kept<G>> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<G>> eldest) {
          return size() > MOST;
        }
      };

  Grants(Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** Answers the secret. */
  String give(G grant) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    kept.put(secret, new Kept<>(grant, clock.instant().plus(lifetime)));
    return secret;
  }

  /** Once; empty for a secret that is unknown, was used or is too old. */
  Optional<G> take(String secret) {
    return Optional.ofNullable(secret)
        .map(kept::remove)
        .filter(it -> clock.instant().isBefore(it.until))
        .map(Kept::grant);
  }

  private record Kept<G>(G grant, Instant until) {}
}
