package io.chorus.stack.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;

/** Reaches an instance of the service that a request belongs to. */
@FunctionalInterface
interface Connector {
  /** Fails with {@link NoInstance} if none can be reached. */
  Future<HttpClientRequest> connect();
}
