package io.chorus.http;

import io.chorus.model.error.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads bodies ahead of the resources, on the event loop, and refuses one beyond the limit, whether
 * its length was declared or not. Quarkus by itself would answer 413 without a problem document.
 */
@Singleton
class BodyLimit {
  /** After authentication, before the check that it replaces. */
  private static final int ORDER = -3;

  /** How long a client may go on writing what is thrown away. */
  private static final long LINGER_MILLIS = 2_000;

  private static final ErrorCode TOO_LARGE = ErrorCode.MESSAGE_TOO_LARGE;

  private final long limit;

  BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.limit = limit.asLongValue();
  }

  void register(@Observes Router router) {
    router
        .post()
        .order(ORDER)
        .handler(BodyHandler.create(false).setBodyLimit(limit))
        .failureHandler(this::refuse);
  }

  private void refuse(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || context.failure() instanceof HttpClosedException) {
      // Answered already, or nobody is there to be answered.
      return;
    }
    if (context.statusCode() != TOO_LARGE.httpStatus()) {
      context.next();
      return;
    }
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Problem.of(TOO_LARGE, "the body has more than " + limit + " bytes").end(response);
    // A close while the client still writes would take the answer from it.
    HttpServerRequest request = context.request();
    request.resume();
    context.vertx().setTimer(LINGER_MILLIS, ignored -> request.connection().close());
  }
}
