package io.chorus.auth;

import io.quarkus.security.AuthenticationFailedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token in an {@code Authorization} field (RFC 6750, section 2.1). */
public final class BearerToken {
  // It is read twice for each connection: the scheme alone ignores case, and nothing is tried
  // again.
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) ++([\\w.~+/-]++=*+)");

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
    Matcher bearer = BEARER.matcher(field);
    if (bearer.matches()) {
      return bearer.group(1);
    }
    if (field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new AuthenticationFailedException("no token after the scheme");
    }
    return null;
  }
}
