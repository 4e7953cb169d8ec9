package io.chorus.stack.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;

/** Passes ordinary requests on, and answers as they arrive, so that event streams flow. */
final class Proxy {
  private final HttpClient client;

  Proxy(HttpClient client) {
    this.client = client;
  }

  void forward(HttpServerRequest request, Connector service) {
    HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
        .origin(context -> service.connect())
        .addInterceptor(new AnswerForService())
        .handle(request);
  }

  /** Says in a problem document why there is no answer from the service. */
  private static final class AnswerForService implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      HttpServerRequest request = context.request().proxiedRequest();
      Forwarded.describe(request, context.request().headers());
      if (request.authority() != null) {
        context.request().setAuthority(request.authority());
      }
      return context
          .sendRequest()
          .recover(failure -> Future.succeededFuture(answer(context, Problem.of(failure))));
    }

    private static ProxyResponse answer(ProxyContext context, Problem problem) {
      return context
          .request()
          .release()
          .response()
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .setBody(Body.body(problem.body()));
    }
  }
}
