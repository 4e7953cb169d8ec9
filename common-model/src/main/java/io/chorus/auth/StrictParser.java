package io.chorus.auth;

import io.chorus.model.error.Refusal;
import io.chorus.model.identity.TokenClaims;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
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
class StrictParser extends JWTCallerPrincipalFactory {
  private final DefaultJWTTokenParser library;

  StrictParser(PublishedKeys keys) {
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
    try {
      TokenClaims.demandUsable(token);
      JwtContext verified = library.parse(token, info);
      String type = verified.getJoseObjects().getFirst().getHeader("typ");
      return new DefaultJWTCallerPrincipal(type, verified.getJwtClaims());
    } catch (Refusal refusal) {
      throw new ParseException(refusal.getMessage());
    } catch (RuntimeException e) {
      throw new ParseException("not a token that the library reads", e);
    }
  }
}
