package io.chorus.stack.test;

import io.chorus.stack.token.Tokens;
import java.security.PrivateKey;
import java.time.Instant;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Tokens with any claims whatever, and a good signature. */
public final class SignedClaims {
  private SignedClaims() {}

  /** A user's claims as JSON, good for an hour, and others after them. */
  public static String of(String userId, String more) {
    return "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d%s}"
        .formatted(
            Tokens.ISSUER,
            userId,
            Instant.now().getEpochSecond() + 3600,
            more.isEmpty() ? "" : "," + more);
  }

  /** A user's claims as JSON with an {@code exp} as it is given. */
  public static String expiring(String userId, String exp) {
    return "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%s}".formatted(Tokens.ISSUER, userId, exp);
  }

  /** Signed with the key of the {@link Backends}. */
  public static String sign(String claims) {
    return sign(claims, RunningBackends.get().keys().privateKey(), null);
  }

  /** Signed with the key of an issuer that publishes it. */
  public static String sign(String claims, RsaJsonWebKey key) {
    return sign(claims, key.getPrivateKey(), key.getKeyId());
  }

  private static String sign(String claims, PrivateKey key, String keyId) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", "JWT");
    if (keyId != null) {
      signature.setKeyIdHeaderValue(keyId);
    }
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKey(key);
    signature.setPayload(claims);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
