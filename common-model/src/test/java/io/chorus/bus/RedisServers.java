package io.chorus.bus;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.chorus.stack.embedded.EmbeddedRedis;
import io.chorus.stack.embedded.FreePort;
import io.chorus.stack.process.Roster;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Redis servers of a test's own, to be put into any state, and somebody who may do that. */
final class RedisServers implements AutoCloseable {
  private final Vertx vertx;
  private final Path folder;
  private final Roster roster;
  private final List<EmbeddedRedis> servers = new ArrayList<>();
  private final Map<EmbeddedRedis, RedisConnection> admins = new HashMap<>();

  RedisServers(Vertx vertx, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
    this.roster = Roster.open(folder.resolve("processes"));
  }

  EmbeddedRedis start() {
    Path own = folder.resolve("redis-" + servers.size());
    own.toFile().mkdirs();
    EmbeddedRedis redis =
        new EmbeddedRedis(FreePort.pick(), own, own.resolve("log"), roster, restarted -> {});
    redis.start();
    servers.add(redis);
    admins.put(redis, await(Redis.createClient(vertx, redis.url()).connect()));
    return redis;
  }

  /** Tells a server something, over a connection that was there before any test. */
  Response tell(EmbeddedRedis redis, String command, String... arguments) {
    Request request = Request.cmd(Command.create(command));
    for (String argument : arguments) {
      request.arg(argument);
    }
    return await(admins.get(redis).send(request));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    roster.seal();
    servers.forEach(EmbeddedRedis::stop);
    roster.close();
  }
}
