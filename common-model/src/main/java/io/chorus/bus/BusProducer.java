package io.chorus.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.impl.RedisURI;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the one bus of this process, with the scripts that its service has as beans. */
class BusProducer {
  /**
   * @param client unused; it is made first, and while it is, it is told how Redis is reached
   */
  @Produces
  @Singleton
  Bus bus(
      Vertx vertx,
      Redis client,
      ConfiguredRedis redis,
      BusConfig config,
      InstanceId instance,
      @Any Instance<Script> scripts,
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> hosts,
      MeterRegistry metrics) {
    return new Bus(
        vertx,
        redis.options(),
        BusSettings.of(config),
        new Names(config.prefix(), database(hosts)),
        instance.value(),
        scripts.stream().toList(),
        new BusMetrics(metrics));
  }

  /** Of pools that hold one connection each, which figures tell nothing about. */
  @Produces
  @Singleton
  MeterFilter withoutPools() {
    return MeterFilter.denyNameStartsWith("redis.pool");
  }

  /** All hosts of one Redis name the same. */
  private static int database(Optional<List<String>> hosts) {
    return hosts.stream()
        .flatMap(List::stream)
        .map(host -> new RedisURI(host.strip()).select())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0);
  }

  void close(@Disposes Bus bus) {
    bus.close();
  }
}
