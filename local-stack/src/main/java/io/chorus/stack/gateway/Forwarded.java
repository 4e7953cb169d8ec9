package io.chorus.stack.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** Tells a service who asked, and for what address. */
final class Forwarded {
  private Forwarded() {}

  /** Replaces what the client claims about itself. */
  static void describe(HttpServerRequest request, MultiMap headers) {
    headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
    headers.set("X-Forwarded-Proto", "http");
    if (request.authority() != null) {
      headers.set("X-Forwarded-Host", request.authority().toString());
    }
  }
}
