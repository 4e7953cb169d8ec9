package io.chorus.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/**
 * Answers what fails ahead of the resources with problem documents: authentication, and what the
 * router cannot even read. Runs on the event loops.
 */
@Singleton
class EarlyFailures {
  private static final int ANY = 500;

  /** What the router answers by itself where it matches no route. */
  private static final List<Integer> OF_THE_ROUTER = List.of(400, 404, 405, 406, 413, 415, ANY);

  void register(@Observes Router router) {
    // Last, so that a route may have a handler of its own.
    router.route().last().failureHandler(request -> answer(request, request.statusCode()));
    for (int status : OF_THE_ROUTER) {
      router.errorHandler(status, request -> answer(request, status));
    }
  }

  private static void answer(RoutingContext request, int status) {
    HttpServerResponse response = request.response();
    if (response.ended() || request.failure() instanceof IOException) {
      // Answered already, or nobody is there to be answered.
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    problem(request.failure(), status).end(response);
  }

  /** A cause says more than the router's 500, which stands for any. */
  private static Problem problem(Throwable cause, int status) {
    return cause == null || status != ANY ? Failure.ofStatus(status) : Failure.problem(cause);
  }
}
