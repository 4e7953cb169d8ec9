package io.chorus.checker.nemesis;

import io.chorus.stack.status.Endpoint;

/** Disconnects Redis' subscribers, once. */
record SubscribersCut(Endpoint redis) implements Injection {
  @Override
  public void begin() {
    RedisLine.send(redis, "CLIENT KILL TYPE pubsub");
  }

  @Override
  public void end() {}
}
