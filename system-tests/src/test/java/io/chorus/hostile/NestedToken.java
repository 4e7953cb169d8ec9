package io.chorus.hostile;

import io.chorus.stack.token.Tokens;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * A token that is signed as it should be, with a claim so deep that reading it may end a thread.
 */
final class NestedToken {
  private static final int DEPTH = 5_000;
  private static final Duration TIME = Duration.ofHours(2);

  private NestedToken() {}

  static String signedWith(PrivateKey key) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKey(key);
    signature.setPayload(
        "{\"iss\":\"%s\",\"sub\":\"mallory\",\"exp\":%d,\"deep\":%s}"
            .formatted(
                Tokens.ISSUER,
                Instant.now().plus(TIME).getEpochSecond(),
                "[".repeat(DEPTH) + "]".repeat(DEPTH)));
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
