package io.chorus.chat.transport.socket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a handshake nobody looks at once it is done. The library keeps a copy of the request's
 * headers, and by the user the whole request with its token, for as long as the connection lasts.
 * Called on the event loop of the request.
 */
public final class Leftovers {
  private static final String ROUTING = "chorus.routing";

  /** What the answer to the upgrade is made from, and what tells who it is for. */
  private static final Set<String> NEEDED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    for (CharSequence name :
        List.of(
            HttpHeaderNames.HOST,
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.ORIGIN,
            HttpHeaderNames.SEC_WEBSOCKET_KEY,
            HttpHeaderNames.SEC_WEBSOCKET_VERSION,
            HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL,
            HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
      NEEDED.add(name.toString());
    }
  }

  private Leftovers() {}

  /** Keeps at hand what will have to be let go. */
  public static void of(RoutingContext request) {
    Vertx.currentContext().putLocal(ROUTING, request);
    request.next();
  }

  /** Lets go, when the user is known and the upgrade is about to be made. */
  public static void letGo(HttpServerRequest upgrade) {
    MultiMap headers = upgrade.headers();
    Set.copyOf(headers.names()).stream()
        .filter(name -> !NEEDED.contains(name))
        .forEach(headers::remove);
    Context context = Vertx.currentContext();
    RoutingContext request = context.getLocal(ROUTING);
    if (request != null) {
      context.removeLocal(ROUTING);
      request.setUser(null);
      request.remove(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
    }
  }
}
