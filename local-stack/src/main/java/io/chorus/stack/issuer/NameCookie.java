package io.chorus.stack.issuer;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Under which name a browser has logged in, so that its other windows need not ask. */
final class NameCookie {
  private static final String NAME = "chorus-development-login";

  private NameCookie() {}

  static Optional<String> of(HttpServerRequest request) {
    Cookie cookie = request.getCookie(NAME);
    if (cookie == null) {
      return Optional.empty();
    }
    try {
      byte[] name = Base64.getUrlDecoder().decode(cookie.getValue());
      return Optional.of(new String(name, StandardCharsets.UTF_8)).filter(UserIds::isName);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String set(String name, String page) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return cookie(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), page).encode();
  }

  static String remove(String page) {
    return cookie("", page).setMaxAge(0).encode();
  }

  private static Cookie cookie(String value, String page) {
    return Cookie.cookie(NAME, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(page.startsWith("https:"))
        .setSameSite(CookieSameSite.LAX);
  }
}
