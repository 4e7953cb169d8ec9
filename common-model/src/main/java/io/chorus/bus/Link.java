package io.chorus.bus;

import io.chorus.logging.SparingLog;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps one connection to the master up: connects, tells its user, and connects again whenever it
 * is lost. The client below does none of this. A connection on which nothing is heard is closed by
 * its read timeout, which the services configure; here it then looks like any other loss.
 *
 * <p>Runs on its context, and so do all calls to the user.
 */
final class Link {
  private static final Logger LOG = Logger.getLogger(Link.class);
  private static final long MIN_BACKOFF_MILLIS = 50;
  private static final long MAX_BACKOFF_MILLIS = 1000;

  /** A connection that lasted for less was none: its loss is no reason to hurry. */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Uses the connection while there is one. */
  interface User {
    void up(RedisConnection connection);

    void down();
  }

  private final String name;
  private final Context context;
  private final Supplier<Future<Server>> master;
  private final User user;
  private final Counter connections;
  private final SparingLog log = new SparingLog(LOG, Duration.ofMinutes(1));
  private Server server;
  private long establishedNanos;
  private long backoffMillis = MIN_BACKOFF_MILLIS;
  private boolean closed;

  /**
   * @param master connects to it; bounded in time
   */
  Link(
      String name,
      Context context,
      Supplier<Future<Server>> master,
      User user,
      BusMetrics metrics) {
    this.name = name;
    this.connections = metrics.connections(name);
    this.context = context;
    this.master = master;
    this.user = user;
  }

  void start() {
    context.runOnContext(ignored -> connect());
  }

  private void connect() {
    if (closed) {
      return;
    }
    master.get().onSuccess(this::established).onFailure(this::failed);
  }

  private void failed(Throwable cause) {
    say(Logger.Level.WARN, "Redis is away: " + cause.getMessage());
    connectLater();
  }

  private void established(Server established) {
    if (closed) {
      established.close();
      return;
    }
    RedisConnection connection = established.connection();
    // Either handler fires on a loss, never both.
    connection.endHandler(ignored -> context.runOnContext(v -> lost(established, "closed")));
    connection.exceptionHandler(e -> context.runOnContext(v -> lost(established, e.toString())));
    server = established;
    connections.increment();
    establishedNanos = System.nanoTime();
    say(Logger.Level.INFO, "connected to Redis");
    user.up(connection);
  }

  private void lost(Server lost, String why) {
    if (server == lost) {
      lost.close();
      ended("lost Redis: " + why);
    }
  }

  /**
   * Gives the connection up and connects anew: to another Redis, where there has been a failover.
   * Waits longer from time to time, where that does not help. Call on the context.
   */
  void renew(String why) {
    if (server != null) {
      server.close();
      ended("left Redis: " + why);
    }
  }

  /** Whether it is connected, and to another server than this. Call on the context. */
  boolean leadsElsewhereThan(String connectionString) {
    return server != null && !server.connectionString().equals(connectionString);
  }

  private void ended(String what) {
    server = null;
    if (System.nanoTime() - establishedNanos > STEADY_NANOS) {
      backoffMillis = MIN_BACKOFF_MILLIS;
      log.forget();
    }
    if (!closed) {
      say(Logger.Level.WARN, what);
    }
    user.down();
    connectLater();
  }

  private void say(Logger.Level level, String text) {
    log.say(level, text, name + ": " + text);
  }

  private void connectLater() {
    if (closed) {
      return;
    }
    long jitter = ThreadLocalRandom.current().nextLong(backoffMillis);
    context
        .owner()
        .setTimer(backoffMillis + jitter, ignored -> context.runOnContext(v -> connect()));
    backoffMillis = Math.min(backoffMillis * 2, MAX_BACKOFF_MILLIS);
  }

  void close() {
    context.runOnContext(
        ignored -> {
          closed = true;
          if (server != null) {
            server.close();
          }
        });
  }
}
