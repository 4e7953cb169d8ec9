package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.BusSettings;
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
  Bus bus(Vertx vertx, Redis redis, Replica replica) {
    return new Bus(vertx, redis, BusSettings.defaults(), replica.id(), List.of());
  }

  void close(@Disposes Bus bus) {
    bus.close();
  }
}
