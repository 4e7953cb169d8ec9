package io.chorus.bus;

import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;

/**
 * An open connection, and to whom.
 *
 * @param client for this connection alone
 */
record Server(String connectionString, RedisConnection connection, Redis client) {
  /** For good. */
  void close() {
    client.close();
  }
}
