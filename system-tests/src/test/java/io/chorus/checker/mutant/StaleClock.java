package io.chorus.checker.mutant;

import io.chorus.stack.status.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the clocks of rooms back by a second, again and again: a Redis that was promoted without the
 * newest of what its master had, and that is believed to have it. What a clock looks like it need
 * not know.
 */
final class StaleClock implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;
  private static final String CLOCKS = "*:clock:*";

  private final Vertx vertx = Vertx.vertx();
  private final RedisConnection redis;
  private Map<String, Response> before = new HashMap<>();

  private StaleClock(Endpoint endpoint) {
    redis =
        Redis.createClient(vertx, endpoint.url())
            .connect()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    vertx.setPeriodic(PERIOD_MILLIS, ignored -> putBack());
  }

  static StaleClock in(Endpoint redis) {
    return new StaleClock(redis);
  }

  private void putBack() {
    Map<String, Response> now = new HashMap<>();
    redis
        .send(Request.cmd(Command.KEYS).arg(CLOCKS))
        .compose(keys -> Future.all(keys.stream().map(key -> dump(key.toString(), now)).toList()))
        .onSuccess(
            ignored -> {
              before.forEach(this::restore);
              before = before.isEmpty() ? now : new HashMap<>();
            });
  }

  private Future<Void> dump(String key, Map<String, Response> dumps) {
    return redis
        .send(Request.cmd(Command.DUMP).arg(key))
        .onSuccess(
            dump -> {
              if (dump != null) {
                dumps.put(key, dump);
              }
            })
        .mapEmpty();
  }

  private void restore(String key, Response dump) {
    redis.send(Request.cmd(Command.RESTORE).arg(key).arg(0).arg(dump.toBuffer()).arg("REPLACE"));
  }

  @Override
  public void close() {
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
