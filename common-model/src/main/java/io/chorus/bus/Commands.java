package io.chorus.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Commands over one pipelined connection, in the order in which they were given. One that was under
 * way when the connection broke is sent again on the next, until its time is up: every command here
 * must stand being carried out twice.
 *
 * <p>State is confined to the context; {@link #send} may be called from any thread, and its future
 * completes on the caller's context.
 */
final class Commands implements Link.User {
  /** The client refuses more than this many unanswered requests on a connection. */
  private static final int MAX_IN_FLIGHT = 1024;

  private static final long SWEEP_MILLIS = 100;

  private static final class Pending {
    final Request request;
    final Promise<Response> promise;
    final long deadlineNanos;
    boolean done;

    Pending(Request request, Promise<Response> promise, long deadlineNanos) {
      this.request = request;
      this.promise = promise;
      this.deadlineNanos = deadlineNanos;
    }

    void succeed(Response response) {
      done = true;
      promise.tryComplete(response);
    }

    void fail(Throwable cause) {
      done = true;
      promise.tryFail(cause);
    }
  }

  private final VertxInternal vertx;
  private final Context context;
  private final BusSettings settings;
  private final List<Script> scripts;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Deque<Pending> inFlight = new ArrayDeque<>();
  private final Deque<Pending> broken = new ArrayDeque<>();
  private RedisConnection connection;

  Commands(VertxInternal vertx, Context context, BusSettings settings, List<Script> scripts) {
    this.vertx = vertx;
    this.context = context;
    this.settings = settings;
    this.scripts = scripts;
    vertx.setPeriodic(SWEEP_MILLIS, ignored -> context.runOnContext(v -> sweep()));
  }

  Future<Response> send(Request request) {
    Promise<Response> promise = vertx.promise();
    Pending pending =
        new Pending(request, promise, System.nanoTime() + settings.maxWait().toNanos());
    context.runOnContext(ignored -> accept(pending));
    return promise.future();
  }

  private void accept(Pending pending) {
    if (waiting.size() + inFlight.size() >= settings.maxWaiting()) {
      pending.fail(new BusUnavailable("too many commands are waiting for Redis"));
      return;
    }
    waiting.add(pending);
    drain();
  }

  private void drain() {
    while (connection != null && inFlight.size() < MAX_IN_FLIGHT) {
      Pending next = waiting.poll();
      if (next == null) {
        return;
      }
      if (!next.done) {
        inFlight.add(next);
        transmit(connection, next);
      }
    }
  }

  private void transmit(RedisConnection on, Pending pending) {
    on.send(pending.request)
        .onComplete(
            r ->
                context.runOnContext(
                    ignored -> {
                      // Redis answers in order, so the one answered is the first; only a lost
                      // connection fails many at once.
                      inFlight.remove(pending);
                      if (r.succeeded()) {
                        pending.succeed(r.result());
                      } else if (isLoss(r.cause())) {
                        retryOnAnother(on, pending);
                      } else {
                        pending.fail(r.cause());
                      }
                      drain();
                    }));
  }

  private void retryOnAnother(RedisConnection lost, Pending pending) {
    if (connection == null || connection == lost) {
      broken.add(pending);
    } else {
      waiting.addFirst(pending);
    }
  }

  private static boolean isLoss(Throwable cause) {
    return !(cause instanceof ErrorType error) || error.is("CONNECTION_CLOSED");
  }

  @Override
  public void up(RedisConnection connected) {
    // Ahead of everything else on this connection: no call then finds its script missing after a
    // restart of Redis.
    for (Script script : scripts) {
      connected.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.source()));
    }
    while (!broken.isEmpty()) {
      waiting.addFirst(broken.pollLast());
    }
    connection = connected;
    drain();
  }

  @Override
  public void down() {
    connection = null;
  }

  private void sweep() {
    long now = System.nanoTime();
    expire(inFlight, now);
    expire(broken, now);
    expire(waiting, now);
  }

  private static void expire(Deque<Pending> queue, long now) {
    for (Pending pending : queue) {
      if (pending.deadlineNanos - now > 0) {
        break;
      }
      if (!pending.done) {
        pending.fail(new BusUnavailable("no answer from Redis in time"));
      }
    }
    while (!queue.isEmpty() && queue.peek().done) {
      queue.poll();
    }
  }
}
