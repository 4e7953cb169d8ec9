package io.chorus.bus;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * How Redis is reached, as {@code quarkus.redis} says it, with TLS and all else: the bus makes
 * connections of its own from it. What it does not run on is refused here, at the start.
 */
@Singleton
class ConfiguredRedis implements RedisOptionsCustomizer {
  private volatile RedisOptions options;

  @Override
  public void customize(String client, RedisOptions configured) {
    if (!client.equals(RedisConfig.DEFAULT_CLIENT_NAME)) {
      return;
    }
    switch (configured.getType()) {
      case STANDALONE, SENTINEL -> {
        NetClientOptions net = configured.getNetClientOptions();
        if (net.getHostnameVerificationAlgorithm() == null) {
          // A named TLS configuration leaves it open, and then no connection is made at all.
          net.setHostnameVerificationAlgorithm("HTTPS");
        }
        options = new RedisOptions(configured);
      }
      case CLUSTER, REPLICATION ->
          throw new ConfigurationException(
              "Chorus does not run on Redis with quarkus.redis.client-type="
                  + configured.getType().name().toLowerCase(Locale.ROOT)
                  + ": give it one server or a master behind sentinels, standalone or sentinel.");
    }
  }

  RedisOptions options() {
    return options;
  }
}
