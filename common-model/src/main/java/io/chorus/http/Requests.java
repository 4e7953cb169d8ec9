package io.chorus.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Sees each request first: tells its connection when it begins and ends, and has the answer arrive
 * where the request was not read to its end. Runs on event loops.
 */
@Singleton
class Requests {
  /** Before everything else; authentication comes at -200. */
  private static final int ORDER = -1_000_000;

  /** How long a client may go on writing what is thrown away. */
  static final long LINGER_MILLIS = 2_000;

  void register(@Observes Router router) {
    router.route().order(ORDER).handler(this::begin);
  }

  void register(@Observes ManagementInterface management) {
    register(management.router());
  }

  private void begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    GuardedConnection connection = GuardedConnection.of(request);
    boolean hasBody = hasBody(request);
    if (connection != null) {
      connection.begin(hasBody);
      context.addEndHandler(ignored -> connection.end());
    }
    if (hasBody) {
      context.addHeadersEndHandler(ignored -> announceClose(request));
      context.addEndHandler(ignored -> throwAway(context));
    }
    context.next();
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && !length.equals("0")
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static void announceClose(HttpServerRequest request) {
    if (!isRead(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Whether all of it has come, now that nobody wants what is left. */
  private static boolean isRead(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.handler(ignored -> {});
      request.resume();
    }
    return request.isEnded();
  }

  /** A close while the client still writes would take the answer from it. */
  private static void throwAway(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!isRead(request)) {
      long timer = context.vertx().setTimer(LINGER_MILLIS, ignored -> request.connection().close());
      request.endHandler(
          ignored -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
          });
    }
  }
}
