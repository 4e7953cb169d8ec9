package io.chorus.stack.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** An RFC 9457 answer. */
record Problem(int status, String title, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem unavailable(String detail) {
    return new Problem(503, "Service Unavailable", detail);
  }

  /** What a client is told when its request could not be passed on. */
  static Problem of(Throwable failure) {
    return failure instanceof NoInstance
        ? unavailable(failure.getMessage())
        : new Problem(502, "Bad Gateway", "the connection broke before there was an answer");
  }

  Buffer body() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .toBuffer();
  }

  void send(HttpServerResponse response) {
    if (!response.ended() && !response.headWritten()) {
      response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).end(body());
    }
  }
}
