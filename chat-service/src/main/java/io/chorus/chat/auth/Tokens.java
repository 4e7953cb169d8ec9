package io.chorus.chat.auth;

import io.chorus.chat.ChatConfig;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.TokenClaims;
import io.chorus.model.room.DefaultAccess;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads identities out of tokens. Thread-safe; never blocks: the key is held in memory. */
@Singleton
public class Tokens {
  private final JWTParser parser;
  private final DefaultAccess defaultAccess;

  Tokens(JWTParser parser, ChatConfig config) {
    this.parser = parser;
    this.defaultAccess = config.rooms().defaultAccess();
  }

  /**
   * The identity of a token that has been verified.
   *
   * @throws Refusal with {@code unauthorized} if its claims are not usable
   */
  public Identity identity(JsonWebToken verified) {
    return TokenClaims.identity(verified.getRawToken(), defaultAccess);
  }

  /**
   * Verifies a token and reads its identity.
   *
   * @throws Refusal with {@code unauthorized} if it is not valid
   */
  public Identity verify(String token) {
    try {
      return identity(parser.parse(token));
    } catch (ParseException e) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is not valid");
    }
  }
}
