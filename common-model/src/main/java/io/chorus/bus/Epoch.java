package io.chorus.bus;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * Since when a Redis is known to have been the same, to have forgotten nothing and to have had a
 * steady clock: what a key says, or its absence, can be judged by it. It is looked after first on
 * each connection, and by every heartbeat. It belongs to a node and not to a room, so its name
 * reaches scripts as an argument: the keys of a script are all of one hash slot.
 */
final class Epoch {
  /** Holds microseconds since the epoch, by the clock of Redis, and a replication id. */
  static final String KEY = "epoch";

  private static final Script CONNECT = Script.resource(Epoch.class, "epoch.lua", "connect.lua");

  private Epoch() {}

  static Request request(Names names) {
    return Request.cmd(Command.EVAL).arg(CONNECT.source()).arg(1).arg(names.key(KEY));
  }
}
