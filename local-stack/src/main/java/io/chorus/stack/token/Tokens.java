package io.chorus.stack.token;

import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs development tokens, RS256, or ES256 with such a key. Thread-safe. */
public final class Tokens {
  /** What the services are told to expect as {@code iss}. */
  public static final String ISSUER = "https://chorus.local";

  private final PrivateKey key;
  private final String issuer;
  private final Clock clock;

  public Tokens(DevKeys keys) {
    this(keys.privateKey(), ISSUER);
  }

  /**
   * @param issuer what they say in {@code iss}
   */
  public Tokens(PrivateKey key, String issuer) {
    this(key, issuer, Clock.systemUTC());
  }

  Tokens(PrivateKey key, String issuer, Clock clock) {
    this.key = key;
    this.issuer = issuer;
    this.clock = clock;
  }

  /** A token of that user without roles, with the services' default access, for an hour. */
  public String mint(String userId, String... roles) {
    return mint(TokenRequest.user(userId).withRoles(roles));
  }

  /** A token as requested, from now on. */
  public String mint(TokenRequest request) {
    return sign(claims(request));
  }

  /**
   * Tells a client who has logged in.
   *
   * @param nonce what the client gave with its request; may be null
   */
  public String identity(TokenRequest request, String clientId, String nonce) {
    JwtClaims claims = claims(request);
    claims.setAudience(clientId);
    if (nonce != null) {
      claims.setStringClaim("nonce", nonce);
    }
    return sign(claims);
  }

  private String sign(JwtClaims claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(algorithm());
    signature.setKey(key);
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the key is: {@code RS256} or {@code ES256}. */
  public String algorithm() {
    return key instanceof ECPrivateKey
        ? AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256
        : AlgorithmIdentifiers.RSA_USING_SHA256;
  }

  private JwtClaims claims(TokenRequest request) {
    Instant now = clock.instant();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(request.ttl()).getEpochSecond()));
    claims.setSubject(request.userId());
    claims.setStringClaim("preferred_username", request.username());
    claims.setStringListClaim("groups", request.roles());
    if (request.rooms() != null) {
      claims.setStringListClaim("rooms", request.rooms());
    }
    if (request.moderates() != null) {
      claims.setStringListClaim("moderates", request.moderates());
    }
    return claims;
  }
}
