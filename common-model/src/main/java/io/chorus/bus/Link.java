package io.chorus.bus;

import io.vertx.core.Context;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Keeps one connection to Redis up: connects, tells its user, and connects again whenever it is
 * lost. The client below does none of this. A connection on which nothing is heard is closed by its
 * read timeout, which the services configure; here it then looks like any other loss.
 *
 * <p>Runs on its context, and so do all calls to the user.
 */
final class Link {
  private static final Logger LOG = Logger.getLogger(Link.class);
  private static final long MIN_BACKOFF_MILLIS = 50;
  private static final long MAX_BACKOFF_MILLIS = 1000;

  /** Uses the connection while there is one. */
  interface User {
    void up(RedisConnection connection);

    void down();
  }

  private final String name;
  private final Context context;
  private final Redis redis;
  private final User user;
  private RedisConnection connection;
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
    // The client calls back on whatever context its pool belongs to.
    redis
        .connect()
        .onComplete(
            r ->
                context.runOnContext(
                    ignored -> {
                      if (r.failed()) {
                        LOG.debugf("%s: Redis is away: %s", name, r.cause());
                        connectLater();
                      } else if (closed) {
                        r.result().close();
                      } else {
                        established(r.result());
                      }
                    }));
  }

  private void established(RedisConnection established) {
    // Either handler fires on a loss, never both.
    established.endHandler(ignored -> context.runOnContext(v -> lost(established, "closed")));
    established.exceptionHandler(e -> context.runOnContext(v -> lost(established, e.toString())));
    connection = established;
    backoffMillis = MIN_BACKOFF_MILLIS;
    LOG.infof("%s: connected to Redis", name);
    user.up(established);
  }

  private void lost(RedisConnection lost, String why) {
    if (connection != lost) {
      return;
    }
    connection = null;
    lost.close();
    if (!closed) {
      LOG.warnf("%s: lost Redis (%s)", name, why);
    }
    user.down();
    connectLater();
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
