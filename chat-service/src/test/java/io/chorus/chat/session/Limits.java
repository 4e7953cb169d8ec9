package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings as they are by default, but for those that a test names. */
public final class Limits {
  private Limits() {}

  static ChatConfig with(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ChatConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(ChatConfig.class);
  }

  public static Newcomers newcomers(Map<String, String> settings, MeterRegistry metrics) {
    return new Newcomers(with(settings), metrics);
  }
}
