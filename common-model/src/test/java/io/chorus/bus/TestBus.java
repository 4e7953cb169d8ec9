package io.chorus.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
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
    return on(vertx, url, settings, names, new SimpleMeterRegistry(), scripts);
  }

  static Bus on(
      Vertx vertx, String url, BusSettings settings, MeterRegistry metrics, Script... scripts) {
    return on(vertx, url, settings, Names.DEFAULT, metrics, scripts);
  }

  private static Bus on(
      Vertx vertx,
      String url,
      BusSettings settings,
      Names names,
      MeterRegistry metrics,
      Script... scripts) {
    NetClientOptions tcp = new NetClientOptions().setConnectTimeout(2000).setReadIdleTimeout(4);
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(url)
            .setMaxWaitingHandlers(4096)
            .setNetClientOptions(tcp);
    return new Bus(
        vertx,
        Redis.createClient(vertx, options),
        settings,
        names,
        UUID.randomUUID().toString(),
        List.of(scripts),
        new BusMetrics(metrics));
  }
}
