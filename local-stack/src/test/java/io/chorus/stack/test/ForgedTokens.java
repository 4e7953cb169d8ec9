package io.chorus.stack.test;

import io.chorus.stack.token.DevKeys;
import io.chorus.stack.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Tokens that no service may accept, each wrong in one way alone. */
public final class ForgedTokens {
  private static final String USER = "mallory";

  private final DevKeys keys;

  ForgedTokens(DevKeys keys) {
    this.keys = keys;
  }

  /** Every kind, by name. */
  public Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("expired", expired());
    all.put("foreign issuer", foreignIssuer());
    all.put("foreign key", foreignKey());
    all.put("alg none", unsigned());
    all.put("HS256 with the public key", signedWithThePublicKey());
    return all;
  }

  /** Good until a few seconds ago. */
  public String expired() {
    return sign(claims(Tokens.ISSUER, -5), AlgorithmIdentifiers.RSA_USING_SHA256, ownKey());
  }

  public String foreignIssuer() {
    return sign(
        claims("https://elsewhere.example", 3600), AlgorithmIdentifiers.RSA_USING_SHA256, ownKey());
  }

  public String foreignKey() {
    return sign(claims(Tokens.ISSUER, 3600), AlgorithmIdentifiers.RSA_USING_SHA256, anyKey());
  }

  /** {@code alg: none} and no signature. */
  public String unsigned() {
    return sign(claims(Tokens.ISSUER, 3600), AlgorithmIdentifiers.NONE, null);
  }

  /** HS256, its secret being the bytes of the public key's PEM, which everybody may know. */
  public String signedWithThePublicKey() {
    try {
      byte[] pem = Files.readAllBytes(keys.publicFile());
      return sign(
          claims(Tokens.ISSUER, 3600),
          AlgorithmIdentifiers.HMAC_SHA256,
          new SecretKeySpec(pem, "HmacSHA256"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PrivateKey ownKey() {
    return keys.privateKey();
  }

  private static PrivateKey anyKey() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtClaims claims(String issuer, long secondsToLive) {
    long now = Instant.now().getEpochSecond();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setIssuedAt(NumericDate.fromSeconds(now - 7200));
    claims.setExpirationTime(NumericDate.fromSeconds(now + secondsToLive));
    claims.setSubject(USER);
    claims.setStringClaim("preferred_username", USER);
    claims.setStringListClaim("groups", List.of("admin"));
    return claims;
  }

  private static String sign(JwtClaims claims, String algorithm, Key key) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(algorithm);
    signature.setKey(key);
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
