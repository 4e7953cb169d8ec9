package io.chorus.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one bus of this process, with the scripts that its service has as beans. */
class BusProducer {
  @Produces
  @Singleton
  Bus bus(
      Vertx vertx,
      Redis redis,
      BusConfig config,
      InstanceId instance,
      @Any Instance<Script> scripts,
      MeterRegistry metrics) {
    return new Bus(
        vertx,
        redis,
        BusSettings.of(config),
        instance.value(),
        scripts.stream().toList(),
        new BusMetrics(metrics));
  }

  void close(@Disposes Bus bus) {
    bus.close();
  }
}
