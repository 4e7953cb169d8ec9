package io.chorus.notification.fanout;

import io.chorus.bus.Bus;
import io.chorus.bus.BusSettings;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Makes the one bus of this process. */
class BusProducer {
  @Produces
  @Singleton
  Bus bus(Vertx vertx, Redis redis) {
    return new Bus(vertx, redis, BusSettings.defaults(), UUID.randomUUID().toString(), List.of());
  }

  void close(@Disposes Bus bus) {
    bus.close();
  }
}
