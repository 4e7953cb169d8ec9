package io.chorus.chat.transport.websocket;

import io.chorus.auth.BearerToken;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Browsers cannot set headers on a WebSocket: takes the token from the sub-protocol that carries
 * it, and puts it where the authentication looks for it. In place of the framework's own, which
 * knows one header line, sets any header a client names, and answers and logs what it cannot read
 * as a fault of ours, token and all.
 */
@Singleton
class TokenCarrier {
  /** Ahead of the authentication. */
  private static final int ORDER = -250;

  private static final String CARRIER = "quarkus-http-upgrade";
  private static final String NAME_AND_VALUE = "#";
  private static final int BAD_REQUEST = 400;

  void register(@Observes Router router) {
    router.route("/ws").order(ORDER).handler(TokenCarrier::unpack);
  }

  private static void unpack(RoutingContext request) {
    MultiMap headers = request.request().headers();
    List<String> carriers = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String offered : offered(headers)) {
      (offered.startsWith(CARRIER) ? carriers : others).add(offered);
    }
    if (carriers.isEmpty()) {
      if (token(request, headers.getAll(HttpHeaderNames.AUTHORIZATION)) != null) {
        request.next();
      }
      return;
    }
    headers.remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    if (!others.isEmpty()) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", others));
    }
    String field = carriers.size() == 1 ? field(carriers.getFirst()) : null;
    if (field == null || headers.contains(HttpHeaderNames.AUTHORIZATION)) {
      request.fail(BAD_REQUEST);
      return;
    }
    String token = token(request, List.of(field));
    if (token != null) {
      headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
      request.next();
    }
  }

  /** Null where there is none: then the request has failed, whatever else it bears. */
  private static String token(RoutingContext request, List<String> fields) {
    try {
      String token = BearerToken.in(fields);
      if (token == null) {
        request.fail(new AuthenticationFailedException("no bearer"));
      }
      return token;
    } catch (AuthenticationFailedException e) {
      request.fail(e);
      return null;
    }
  }

  /** What is offered, over all header lines; empty ones do not count (RFC 9110, section 5.6.1). */
  private static List<String> offered(MultiMap headers) {
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::trim)
        .filter(protocol -> !protocol.isEmpty())
        .toList();
  }

  /** The value for {@code Authorization} that is carried, or null where it is something else. */
  private static String field(String carrier) {
    String[] parts;
    try {
      parts = URLDecoder.decode(carrier, StandardCharsets.UTF_8).split(NAME_AND_VALUE, -1);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return parts.length == 3
            && parts[0].equals(CARRIER)
            && HttpHeaderNames.AUTHORIZATION.contentEqualsIgnoreCase(parts[1])
        ? parts[2]
        : null;
  }
}
