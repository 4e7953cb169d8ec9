package io.chorus.model.identity;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.DefaultAccess;
import io.chorus.model.room.RoomAccess;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an {@link Identity} out of the claims of a token whose signature, issuer and expiry are
 * verified already.
 */
public final class TokenClaims {
  /**
   * The end of the year 9999: what lies beyond is no date, and its milliseconds may be no number.
   */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(253_402_300_799L);

  private TokenClaims() {}

  /**
   * @param token a signed token in its compact form (RFC 7519, section 3)
   * @throws Refusal with {@code unauthorized} if a required claim is missing or unusable
   */
  public static Identity identity(String token, DefaultAccess defaultAccess) {
    return identity(CompactToken.read(token).claims(), defaultAccess);
  }

  /**
   * Sees that the claims can be used at all, before they are verified, and reads them.
   *
   * @throws Refusal with {@code unauthorized} if a required claim is missing or unusable
   */
  public static Identity usable(String token, DefaultAccess defaultAccess) {
    Map<String, Object> claims = CompactToken.read(token).claims();
    Identity identity = identity(claims, defaultAccess);
    for (String moment : List.of("nbf", "iat")) {
      if (claims.containsKey(moment)) {
        millis(claims, moment);
      }
    }
    return identity;
  }

  /**
   * @param claims the decoded payload: strings, numbers, collections
   * @throws Refusal with {@code unauthorized} if a required claim is missing or unusable
   */
  public static Identity identity(Map<String, ?> claims, DefaultAccess defaultAccess) {
    String userId = name(claims, "sub");
    if (userId == null) {
      throw unusable("sub");
    }
    String username = userId;
    for (String claim : List.of("preferred_username", "upn", "name")) {
      String value = name(claims, claim);
      if (value != null) {
        username = value;
        break;
      }
    }
    long expiresAt = millis(claims, "exp");
    RoomAccess rooms =
        claims.containsKey("rooms")
            ? RoomAccess.to(strings(claims.get("rooms"), "rooms"))
            : RoomAccess.byDefault(defaultAccess);
    Set<String> roles = new LinkedHashSet<>(strings(claims.get("groups"), "groups"));
    RoomAccess moderates = RoomAccess.to(strings(claims.get("moderates"), "moderates"));
    return new Identity(userId, username, Set.copyOf(roles), rooms, moderates, expiresAt);
  }

  /** A claim in seconds, whole or not, as milliseconds since the epoch. */
  private static long millis(Map<String, ?> claims, String claim) {
    BigDecimal seconds =
        switch (claims.get(claim)) {
          case BigDecimal number -> number;
          case BigInteger number -> new BigDecimal(number);
          case Integer number -> BigDecimal.valueOf(number);
          case Long number -> BigDecimal.valueOf(number);
          case null, default -> throw unusable(claim);
        };
    // Compared before it is converted: a long would wrap, and with it what comes of it.
    if (seconds.signum() < 0 || seconds.compareTo(MAX_SECONDS) > 0) {
      throw unusable(claim);
    }
    return seconds.movePointRight(3).longValue();
  }

  private static String name(Map<String, ?> claims, String claim) {
    if (!(claims.get(claim) instanceof String value) || value.isBlank()) {
      return null;
    }
    if (!UserName.isValid(value)) {
      throw unusable(claim);
    }
    return value;
  }

  private static List<String> strings(Object claim, String name) {
    List<String> strings = new ArrayList<>();
    if (claim == null) {
      return strings;
    }
    if (!(claim instanceof Collection<?> values)) {
      throw unusable(name);
    }
    for (Object value : values) {
      if (!(value instanceof String string)) {
        throw unusable(name);
      }
      strings.add(string);
    }
    return strings;
  }

  private static Refusal unusable(String claim) {
    return new Refusal(ErrorCode.UNAUTHORIZED, "the token's claim " + claim + " is not usable");
  }
}
