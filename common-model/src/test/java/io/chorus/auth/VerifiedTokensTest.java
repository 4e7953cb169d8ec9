package io.chorus.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private static final long EXPIRES_AT_SECONDS = 1_000;
  private static final long BEFORE = 999_999;
  private static final int KEYS = 1;

  private final VerifiedTokens tokens = new VerifiedTokens();
  private final JWTCallerPrincipal caller = caller();

  private static JWTCallerPrincipal caller() {
    JwtClaims claims = new JwtClaims();
    claims.setSubject("u1");
    claims.setExpirationTime(NumericDate.fromSeconds(EXPIRES_AT_SECONDS));
    return new DefaultJWTCallerPrincipal("JWT", claims);
  }

  @Test
  void aTokenThatWasVerifiedIsKnown() {
    tokens.remember("a", caller, KEYS);

    assertThat(tokens.find("a", KEYS, BEFORE)).isSameAs(caller);
    assertThat(tokens.find("b", KEYS, BEFORE)).isNull();
  }

  @Test
  void aTokenThatHasExpiredIsVerifiedAgain() {
    tokens.remember("a", caller, KEYS);

    assertThat(tokens.find("a", KEYS, BEFORE + 1)).isNull();
  }

  @Test
  void withOtherKeysEveryTokenIsVerifiedAgain() {
    tokens.remember("a", caller, KEYS);

    assertThat(tokens.find("a", KEYS + 1, BEFORE)).isNull();
  }

  @Test
  void theOneNotSeenForLongestIsForgotten() {
    tokens.remember("a", caller, KEYS);
    for (int n = 0; n < 10_000; n++) {
      tokens.remember("other " + n, caller, KEYS);
    }

    assertThat(tokens.find("a", KEYS, BEFORE)).isNull();
    assertThat(tokens.find("other 9999", KEYS, BEFORE)).isSameAs(caller);
  }
}
