package io.chorus.stack.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;

/**
 * Passes an upgrade on and, once it is accepted, the bytes in both directions; a refusal comes back
 * as it is. A reader that is slow on one side slows the writer on the other, so that a service
 * notices its slow clients through the gateway as well. (The proxy library's own tunnel would
 * buffer for them without bound, and swallow the body of a refusal.)
 */
final class WebSocketTunnel {
  private WebSocketTunnel() {}

  static boolean isUpgrade(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && request.method() == HttpMethod.GET
        && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
        && request.headers().getAll(HttpHeaders.CONNECTION).stream()
            .anyMatch(value -> value.toLowerCase().contains("upgrade"));
  }

  static void open(HttpServerRequest request, Connector service) {
    request.pause();
    service
        .connect()
        .compose(upstream -> ask(request, upstream))
        .onSuccess(
            answer -> {
              if (answer.statusCode() == 101) {
                join(request, answer);
              } else {
                refuse(request, answer);
              }
            })
        .onFailure(
            failure -> {
              request.resume();
              Problem.of(failure).send(request.response());
            });
  }

  private static Future<HttpClientResponse> ask(
      HttpServerRequest request, HttpClientRequest upstream) {
    upstream.setMethod(HttpMethod.GET).setURI(request.uri());
    MultiMap headers = upstream.headers().addAll(request.headers());
    // Firefox sends "keep-alive, Upgrade", which the client would not take for an upgrade.
    headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    Forwarded.describe(request, headers);
    request.response().exceptionHandler(gone -> upstream.reset());
    return upstream.connect().onSuccess(HttpClientResponse::pause);
  }

  private static void join(HttpServerRequest request, HttpClientResponse answer) {
    NetSocket service = answer.netSocket();
    service.pause();
    request.response().headers().addAll(answer.headers());
    request
        .toNetSocket()
        .onSuccess(
            client -> {
              client.closeHandler(closed -> service.close());
              service.closeHandler(closed -> client.close());
              client.pipeTo(service);
              service.pipeTo(client);
            })
        .onFailure(gone -> service.close());
  }

  private static void refuse(HttpServerRequest request, HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    request.resume();
    response.setStatusCode(answer.statusCode());
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Transfer-Encoding")) {
                response.headers().add(name, value);
              }
            });
    if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    answer.pipeTo(response);
  }
}
