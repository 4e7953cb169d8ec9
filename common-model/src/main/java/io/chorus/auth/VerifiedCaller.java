package io.chorus.auth;

import io.chorus.model.identity.Identity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;

/** Whom a verified token speaks for, in the library's terms and, read once, in ours. */
final class VerifiedCaller extends DefaultJWTCallerPrincipal {
  private final Identity identity;

  VerifiedCaller(String type, JwtClaims claims, Identity identity) {
    super(type, claims);
    this.identity = identity;
  }

  Identity identity() {
    return identity;
  }
}
