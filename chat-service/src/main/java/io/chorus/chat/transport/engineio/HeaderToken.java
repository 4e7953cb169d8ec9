package io.chorus.chat.transport.engineio;

import io.chorus.auth.BearerToken;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Keeps the {@code Authorization} header of a path from HTTP's own security, which would answer a
 * bad token with 401: here it is the packet behind it that is refused.
 */
public final class HeaderToken {
  private static final String KEPT = "chorus-authorization";

  /** Nobody's: what came is no token. */
  private static final String NONE = "";

  /** Before authentication (200), after CORS (300). */
  private static final int PRIORITY = 250;

  private final String path;

  public HeaderToken(String path) {
    this.path = path;
  }

  public void register(Filters filters) {
    filters.register(this::keep, PRIORITY);
  }

  private void keep(RoutingContext routing) {
    if (path.equals(routing.request().path())) {
      MultiMap headers = routing.request().headers();
      List<String> fields = headers.getAll(HttpHeaders.AUTHORIZATION);
      headers.remove(HttpHeaders.AUTHORIZATION);
      headers.remove(KEPT);
      headers.add(KEPT, fields);
    }
    routing.next();
  }

  /** The token of such a request; null where there is none. */
  static String of(HttpServerRequest request) {
    try {
      return BearerToken.in(request.headers().getAll(KEPT));
    } catch (AuthenticationFailedException e) {
      return NONE;
    }
  }
}
