package io.chorus.auth;

import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.TokenClaims;
import io.chorus.model.room.DefaultAccess;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies tokens with the library, once they are seen to be ones that it reads as we do: it goes
 * down nested claims by recursion, and cuts numbers that are too large for it. Thread-safe; never
 * blocks where {@link PublishedKeys#ready} was awaited.
 */
@Alternative
@Priority(1)
@Singleton
@Startup
class StrictParser extends JWTCallerPrincipalFactory {
  private static final String REFUSED = "chorus.tokens.refused";

  private final PublishedKeys keys;
  private final DefaultAccess defaultAccess;
  private final DefaultJWTTokenParser library;
  private final VerifiedTokens known = new VerifiedTokens();
  private final Counter expired;
  private final Counter invalid;

  StrictParser(PublishedKeys keys, RoomSettings rooms, MeterRegistry metrics) {
    this.keys = keys;
    this.defaultAccess = rooms.defaultAccess();
    expired = metrics.counter(REFUSED, "reason", "expired");
    invalid = metrics.counter(REFUSED, "reason", "invalid");
    library =
        new DefaultJWTTokenParser() {
          @Override
          protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info)
              throws UnresolvableKeyException {
            return keys.areUsed() ? keys : super.getVerificationKeyResolver(info);
          }
        };
  }

  /**
   * @throws ParseException whatever is wrong with the token; its message does not quote it
   */
  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo info) throws ParseException {
    int keysNow = keys.number();
    JWTCallerPrincipal caller = known.find(token, keysNow, System.currentTimeMillis());
    if (caller == null) {
      caller = counted(token, info);
      known.remember(token, caller, keysNow);
    }
    return caller;
  }

  private JWTCallerPrincipal counted(String token, JWTAuthContextInfo info) throws ParseException {
    try {
      return verified(token, info);
    } catch (ParseException e) {
      (e.getCause() instanceof InvalidJwtException why && why.hasExpired() ? expired : invalid)
          .increment();
      throw e;
    }
  }

  private JWTCallerPrincipal verified(String token, JWTAuthContextInfo info) throws ParseException {
    try {
      Identity identity = TokenClaims.usable(token, defaultAccess);
      JwtContext verified = library.parse(token, info);
      String type = verified.getJoseObjects().getFirst().getHeader("typ");
      return new VerifiedCaller(type, verified.getJwtClaims(), identity);
    } catch (Refusal refusal) {
      throw new ParseException(refusal.getMessage());
    } catch (RuntimeException e) {
      throw new ParseException("not a token that the library reads", e);
    }
  }
}
