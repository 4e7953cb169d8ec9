package io.chorus.model.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/**
 * What a signed token says in its compact form (RFC 7519, section 3), taken at its word: nothing
 * here is verified.
 */
public record CompactToken(Map<String, Object> header, Map<String, Object> claims) {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final int PARTS = 3;

  /**
   * @throws Refusal with {@code unauthorized} if it has not three parts, or the first two are not
   *     JSON objects that nest no deeper than any JSON of ours
   */
  public static CompactToken read(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      throw unreadable();
    }
    return new CompactToken(object(parts[0]), object(parts[1]));
  }

  /** The name of the key that it is signed with, or null where it names none. */
  public String keyId() {
    return header.get("kid") instanceof String name ? name : null;
  }

  private static Map<String, Object> object(String part) {
    try {
      Map<String, Object> members =
          Json.mapper().readValue(Base64.getUrlDecoder().decode(part), OBJECT);
      if (members != null) {
        return members;
      }
    } catch (IOException | IllegalArgumentException e) {
      // Refused below. What the parser says could quote the token.
    }
    throw unreadable();
  }

  private static Refusal unreadable() {
    return new Refusal(ErrorCode.UNAUTHORIZED, "the token is not readable");
  }
}
