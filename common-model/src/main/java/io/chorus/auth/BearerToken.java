package io.chorus.auth;

import io.quarkus.security.AuthenticationFailedException;
import java.util.List;

/** The token in an {@code Authorization} field (RFC 6750, section 2.1). */
public final class BearerToken {
  private static final String SCHEME = "Bearer";

  private BearerToken() {}

  /**
   * @param fields the values of all such fields in a request
   * @return null where there is none, or one of another scheme
   * @throws AuthenticationFailedException if there are several, or it holds no token
   */
  public static String in(List<String> fields) {
    if (fields.isEmpty()) {
      return null;
    }
    // No message quotes what came: it could end in a log.
    if (fields.size() > 1) {
      throw new AuthenticationFailedException("more than one Authorization");
    }
    String field = fields.getFirst();
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    int start = SCHEME.length();
    while (start < field.length() && field.charAt(start) == ' ') {
      start++;
    }
    if (start == SCHEME.length() || !isToken(field, start)) {
      throw new AuthenticationFailedException("no token after the scheme");
    }
    return field.substring(start);
  }

  // By hand: it is read twice for each connection, and a pattern takes ten times as long.
  private static boolean isToken(String field, int start) {
    int end = field.length();
    while (end > start && field.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = start; i < end; i++) {
      if (!isOfToken(field.charAt(i))) {
        return false;
      }
    }
    return start < end;
  }

  private static boolean isOfToken(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-._~+/".indexOf(c) >= 0;
  }
}
