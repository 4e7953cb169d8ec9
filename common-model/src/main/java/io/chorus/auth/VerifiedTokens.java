package io.chorus.auth;

import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tokens that were verified lately, by their digest, so that whoever calls again and again is not
 * verified each time. Good until they expire, and for as long as the keys are the same. Bounded; of
 * one more the one that was not seen for longest is forgotten. Thread-safe.
 */
final class VerifiedTokens {
  /** A few KB each. */
  private static final int PLACES = 1_000;

  private record Verified(JWTCallerPrincipal caller, long expiresAtMillis, int keys) {}

  private final Map<ByteBuffer, Verified> byDigest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
          return size() > PLACES;
        }
      };

  /**
   * Whom a token speaks for, where that is known.
   *
   * @param keys the number of the keys that it would be verified with
   * @param nowMillis since the epoch
   * @return null where it has to be verified
   */
  JWTCallerPrincipal find(String token, int keys, long nowMillis) {
    ByteBuffer digest = digest(token);
    synchronized (byDigest) {
      Verified verified = byDigest.get(digest);
      if (verified != null && verified.keys == keys && nowMillis < verified.expiresAtMillis) {
        return verified.caller;
      }
      byDigest.remove(digest);
      return null;
    }
  }

  /** Keeps what a verification has found. */
  void remember(String token, JWTCallerPrincipal caller, int keys) {
    long expiresAt = TimeUnit.SECONDS.toMillis(caller.getExpirationTime());
    ByteBuffer digest = digest(token);
    synchronized (byDigest) {
      byDigest.put(digest, new Verified(caller, expiresAt, keys));
    }
  }

  private static ByteBuffer digest(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
