package io.chorus.stack.token;

import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs development tokens, RS256. Thread-safe. */
public final class Tokens {
  /** What the services are told to expect as {@code iss}. */
  public static final String ISSUER = "https://chorus.local";

  private final PrivateKey key;
  private final Clock clock;

  public Tokens(DevKeys keys) {
    this(keys, Clock.systemUTC());
  }

  Tokens(DevKeys keys, Clock clock) {
    this.key = keys.privateKey();
    this.clock = clock;
  }

  /** A token of that user without roles, with the services' default access, for an hour. */
  public String mint(String userId, String... roles) {
    return mint(TokenRequest.user(userId).withRoles(roles));
  }

  /** A token as requested, from now on. */
  public String mint(TokenRequest request) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", "JWT");
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setKey(key);
    signature.setPayload(claims(request).toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private JwtClaims claims(TokenRequest request) {
    Instant now = clock.instant();
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(request.ttl()).getEpochSecond()));
    claims.setSubject(request.userId());
    claims.setStringClaim("preferred_username", request.username());
    claims.setStringListClaim("groups", request.roles());
    if (request.rooms() != null) {
      claims.setStringListClaim("rooms", request.rooms());
    }
    return claims;
  }
}
