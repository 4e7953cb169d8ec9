package io.chorus.notification.caller;

import io.chorus.model.identity.Identity;
import io.chorus.model.identity.TokenClaims;
import io.chorus.model.room.DefaultAccess;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Whose request is being served. Call while it is. */
@Singleton
public class Caller {
  private final JsonWebToken token;

  Caller(JsonWebToken token) {
    this.token = token;
  }

  /**
   * Who the token speaks for.
   *
   * @throws io.chorus.model.error.Refusal with {@code unauthorized} if it does not say
   */
  public Identity identity() {
    // Rooms play no part here.
    return TokenClaims.identity(token.getRawToken(), DefaultAccess.CLOSED);
  }
}
