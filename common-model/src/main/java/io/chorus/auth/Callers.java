package io.chorus.auth;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.TokenClaims;
import io.chorus.model.room.DefaultAccess;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tells who speaks by a token. Thread-safe; never blocks. */
@Singleton
public class Callers {
  private final JWTParser parser;
  private final PublishedKeys keys;
  private final JsonWebToken current;
  private final DefaultAccess defaultAccess;

  Callers(JWTParser parser, PublishedKeys keys, JsonWebToken current, RoomSettings rooms) {
    this.parser = parser;
    this.keys = keys;
    this.current = current;
    this.defaultAccess = rooms.defaultAccess();
  }

  /** Whose request is being served. Call while it is. */
  public Identity current() {
    return of(current);
  }

  /** Whom a verified token speaks for. */
  public Identity of(JsonWebToken verified) {
    return verified instanceof VerifiedCaller caller
        ? caller.identity()
        : TokenClaims.identity(verified.getRawToken(), defaultAccess);
  }

  /**
   * Verifies a token and tells whom it speaks for.
   *
   * @return completes on the caller's context; fails with a {@link Refusal}: {@code unauthorized}
   *     if it is not valid, {@code overloaded} if that cannot be known at the moment
   */
  public Future<Identity> verify(String token) {
    return keys.ready(token).map(ready -> verified(token));
  }

  private Identity verified(String token) {
    try {
      return of(parser.parse(token));
    } catch (ParseException e) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is not valid");
    }
  }
}
