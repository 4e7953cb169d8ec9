package io.chorus.model.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import io.chorus.model.Json;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.DefaultAccess;
import io.chorus.model.room.RoomAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
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
  private static final int MAX_NAME_LENGTH = 256;
  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private TokenClaims() {}

  /**
   * @param token a signed token in its compact form (RFC 7519, section 3)
   * @throws Refusal with {@code unauthorized} if a required claim is missing or unusable
   */
  public static Identity identity(String token, DefaultAccess defaultAccess) {
    String[] parts = token.split("\\.", -1);
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
      return identity(Json.mapper().readValue(payload, CLAIMS), defaultAccess);
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token's claims are not readable");
    }
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
    if (!(claims.get("exp") instanceof Number expiry)) {
      throw unusable("exp");
    }
    RoomAccess rooms =
        claims.containsKey("rooms")
            ? RoomAccess.to(strings(claims.get("rooms"), "rooms"))
            : RoomAccess.byDefault(defaultAccess);
    Set<String> roles = new LinkedHashSet<>(strings(claims.get("groups"), "groups"));
    return new Identity(userId, username, Set.copyOf(roles), rooms, expiry.longValue() * 1000);
  }

  private static String name(Map<String, ?> claims, String claim) {
    if (!(claims.get(claim) instanceof String value) || value.isBlank()) {
      return null;
    }
    if (value.length() > MAX_NAME_LENGTH
        || !Text.isStorable(value)
        || value.chars().anyMatch(Character::isISOControl)) {
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
