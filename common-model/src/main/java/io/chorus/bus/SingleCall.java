package io.chorus.bus;

import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A command for one alone. */
final class SingleCall extends Pending {
  private final Request request;
  private final int bytes;
  private final Promise<Response> promise;

  SingleCall(Request request, int bytes, Promise<Response> promise, long deadlineNanos) {
    super(deadlineNanos);
    this.request = request;
    this.bytes = bytes;
    this.promise = promise;
  }

  @Override
  Request request() {
    return request;
  }

  @Override
  int calls() {
    return 1;
  }

  @Override
  long bytes() {
    return bytes;
  }

  @Override
  void answered(Response response) {
    promise.tryComplete(response);
  }

  @Override
  void failed(BusUnavailable failure) {
    promise.tryFail(failure);
  }
}
