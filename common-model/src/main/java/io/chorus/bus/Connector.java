package io.chorus.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * Opens connections, each by a client of its own that is closed with it. The pool of a client would
 * hand out connections to a former master again, and lose a place for good with every attempt that
 * Redis answers with an error.
 *
 * <p>Belongs to one event loop, and so does what it opens.
 */
final class Connector {
  /** Whatever an attempt hangs in: TCP, TLS, the log-in, or the client. */
  private static final long CONNECT_MILLIS = 3000;

  private final Vertx vertx;
  private final RedisOptions options;

  /**
   * @param options all but where to connect to
   */
  Connector(Vertx vertx, RedisOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /** To a server that carries commands out; fails where it is something else. */
  Future<Server> toServer(String connectionString) {
    return open(connectionString, true);
  }

  Future<Server> toSentinel(String connectionString) {
    return open(connectionString, false);
  }

  private Future<Server> open(String connectionString, boolean greeted) {
    Redis client =
        Redis.createClient(
            vertx,
            new RedisOptions(options)
                .setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(connectionString)));
    Promise<Server> attempt = Promise.promise();
    long timer =
        vertx.setTimer(
            CONNECT_MILLIS,
            ignored -> attempt.tryFail("no connection within " + CONNECT_MILLIS + " ms"));
    client
        .connect()
        .compose(made -> greeted ? greet(made) : Future.succeededFuture(made))
        .onSuccess(made -> attempt.tryComplete(new Server(connectionString, made, client)))
        .onFailure(attempt::tryFail);
    return attempt
        .future()
        .onComplete(ignored -> vertx.cancelTimer(timer))
        .onFailure(ignored -> client.close());
  }

  private static Future<RedisConnection> greet(RedisConnection made) {
    return made.send(Request.cmd(Command.HELLO))
        .map(
            hello -> {
              requireUsable(hello);
              return made;
            });
  }

  private static void requireUsable(Response hello) {
    Response mode = hello.get("mode");
    switch (mode == null ? "" : mode.toString()) {
      case "cluster" ->
          throw new IllegalStateException(
              "it is a node of a Redis Cluster, which Chorus does not run on");
      case "sentinel" ->
          throw new IllegalStateException(
              "it is a sentinel, for which quarkus.redis.client-type has to be sentinel");
      default -> {
        // Whether it may be written to shows when something is written.
      }
    }
  }
}
