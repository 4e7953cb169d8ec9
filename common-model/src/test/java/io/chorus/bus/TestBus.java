package io.chorus.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.UUID;

/** A bus as the services configure it. */
final class TestBus {
  private TestBus() {}

  static Bus on(Vertx vertx, String url, BusSettings settings, Script... scripts) {
    return on(vertx, url, settings, new SimpleMeterRegistry(), scripts);
  }

  static Bus on(Vertx vertx, String url, BusSettings settings, Names names, Script... scripts) {
    return on(
        vertx,
        options().setConnectionString(url),
        settings,
        names,
        new SimpleMeterRegistry(),
        scripts);
  }

  static Bus onSentinels(Vertx vertx, String hosts, String name, Script... scripts) {
    RedisOptions redis = options().setType(RedisClientType.SENTINEL).setMasterName(name);
    List.of(hosts.split(",")).forEach(redis::addConnectionString);
    return on(
        vertx, redis, BusSettings.defaults(), Names.DEFAULT, new SimpleMeterRegistry(), scripts);
  }

  static Bus on(
      Vertx vertx, String url, BusSettings settings, MeterRegistry metrics, Script... scripts) {
    return on(vertx, options().setConnectionString(url), settings, Names.DEFAULT, metrics, scripts);
  }

  private static Bus on(
      Vertx vertx,
      RedisOptions redis,
      BusSettings settings,
      Names names,
      MeterRegistry metrics,
      Script... scripts) {
    return new Bus(
        vertx,
        redis,
        settings,
        names,
        UUID.randomUUID().toString(),
        List.of(scripts),
        new BusMetrics(metrics));
  }

  private static RedisOptions options() {
    return new RedisOptions()
        .setMaxWaitingHandlers(4096)
        .setNetClientOptions(new NetClientOptions().setConnectTimeout(2000).setReadIdleTimeout(4));
  }
}
