package io.chorus.stack.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Backends whose PostgreSQL can vanish behind the network. */
public final class BehindTap implements QuarkusTestResourceLifecycleManager {
  private static Tap tap;

  public static Tap tap() {
    return tap;
  }

  @Override
  public Map<String, String> start() {
    tap = new Tap(URI.create(Backends.postgres().url()));
    Map<String, String> settings = new HashMap<>(new Backends().start());
    settings.put("quarkus.datasource.jdbc.url", "jdbc:" + Backends.postgres().url());
    settings.put("quarkus.datasource.reactive.url", tap.url());
    return settings;
  }

  @Override
  public void stop() {
    tap.turn(true);
  }
}
