package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.BusSettings;
import io.chorus.chat.ChatConfig;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes the one bus of this process. */
class BusProducer {
  @Produces
  @Singleton
  Bus bus(Vertx vertx, Redis redis, ChatConfig config, Instance instance) {
    return new Bus(
        vertx,
        redis,
        BusSettings.defaults().withMaxWait(config.bus().maxWait()),
        instance.id(),
        List.of(RedisRoomBus.STAMP, RedisPresenceStore.PRESENCE));
  }

  void close(@Disposes Bus bus) {
    bus.close();
  }
}
