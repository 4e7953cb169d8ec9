package io.chorus.bus;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/**
 * Since when Redis is known to have forgotten nothing, as far as any bus can tell: the moment at
 * which the last of all instances connected. What a key's absence means can be told by it.
 */
public final class MemoryMark {
  /** Holds microseconds since the epoch, by the clock of Redis; for scripts. */
  public static final String KEY = "memory";

  private static final Script MARK = Script.resource(MemoryMark.class, "memory.lua");

  private MemoryMark() {}

  static Request request(Names names) {
    return Request.cmd(Command.EVAL).arg(MARK.source()).arg(1).arg(names.key(KEY));
  }
}
