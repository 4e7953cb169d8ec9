package io.chorus.bus;

import io.vertx.core.Context;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps one connection to Redis up: connects, tells its user, and connects again whenever it is
 * lost. The client below does none of this. A connection on which nothing is heard is closed by its
 * read timeout, which the services configure; here it then looks like any other loss. An attempt to
 * connect is given up after two seconds, whatever it hangs in: TCP, the log-in, or the client.
 *
 * <p>Runs on its context, and so do all calls to the user.
 */
final class Link {
  private static final Logger LOG = Logger.getLogger(Link.class);
  private static final long CONNECT_MILLIS = 2000;
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
  private final Redis redis;
  private final User user;
  private final SparingLog log = new SparingLog(LOG, Duration.ofMinutes(1));
  private RedisConnection connection;
  private long establishedNanos;
  private long backoffMillis = MIN_BACKOFF_MILLIS;
  private boolean closed;

  Link(String name, Context context, Redis redis, User user) {
    this.name = name;
    this.context = context;
    this.redis = redis;
    this.user = user;
  }

  void start() {
    context.runOnContext(ignored -> connect());
  }

  private void connect() {
    if (closed) {
      return;
    }
    Attempt attempt = new Attempt();
    context.owner().setTimer(CONNECT_MILLIS, ignored -> context.runOnContext(v -> attempt.late()));
    // The client calls back on whatever context its pool belongs to.
    redis
        .connect()
        .onSuccess(made -> context.runOnContext(ignored -> attempt.made(made)))
        .onFailure(e -> context.runOnContext(ignored -> attempt.failed(e)));
  }

  /** Ends once: with a connection, a failure, or the time. */
  private final class Attempt {
    private boolean over;

    void made(RedisConnection made) {
      if (over || closed) {
        made.close();
        return;
      }
      over = true;
      established(made);
    }

    void failed(Throwable cause) {
      end(cause.toString());
    }

    void late() {
      end("no connection within " + CONNECT_MILLIS + " ms");
    }

    private void end(String reason) {
      if (!over) {
        over = true;
        say(Logger.Level.WARN, "Redis is away: " + reason);
        connectLater();
      }
    }
  }

  private void established(RedisConnection established) {
    // Either handler fires on a loss, never both.
    established.endHandler(ignored -> context.runOnContext(v -> lost(established, "closed")));
    established.exceptionHandler(e -> context.runOnContext(v -> lost(established, e.toString())));
    connection = established;
    establishedNanos = System.nanoTime();
    say(Logger.Level.INFO, "connected to Redis");
    user.up(established);
  }

  private void lost(RedisConnection lost, String why) {
    if (connection == lost) {
      lost.close();
      ended("lost Redis: " + why);
    }
  }

  /**
   * Gives the connection up and connects anew: to another Redis, where there has been a failover.
   * Waits longer from time to time, where that does not help. Call on the context.
   */
  void renew(String why) {
    if (connection != null) {
      // Closing it would only give it back to the pool of the client, which knows no failover.
      connection.send(Request.cmd(Command.QUIT));
      ended("left Redis: " + why);
    }
  }

  private void ended(String what) {
    connection = null;
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
          if (connection != null) {
            connection.close();
          }
        });
  }
}
