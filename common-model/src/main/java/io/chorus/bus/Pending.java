package io.chorus.bus;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * A command that waits for its answer, and whoever wants that. Belongs to the context of its {@link
 * Commands}.
 */
abstract class Pending {
  private final long deadlineNanos;
  private long number;
  private boolean done;

  /**
   * @param deadlineNanos until when it may take, by {@link System#nanoTime}
   */
  Pending(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /** Tells its place among all that were given. */
  final void number(long given) {
    number = given;
  }

  final long number() {
    return number;
  }

  /** What goes to Redis, each time that it is sent. */
  abstract Request request();

  /** How many wait for its answer. */
  abstract int calls();

  /** Bytes that it holds. */
  abstract long bytes();

  /** Tells whoever waits. */
  abstract void answered(Response response);

  /** Tells whoever waits. */
  abstract void failed(BusUnavailable failure);

  final void succeed(Response response) {
    done = true;
    answered(response);
  }

  final void fail(String reason) {
    done = true;
    failed(new BusUnavailable(reason));
  }

  /** Whether everybody has been told. */
  final boolean isDone() {
    return done;
  }

  final boolean isOver(long nowNanos) {
    return deadlineNanos - nowNanos <= 0;
  }
}
