package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;

/** The settings as they are by default, but for those that a test names. */
final class Limits {
  private Limits() {}

  static ChatConfig with(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withConverters(new Converter<?>[] {new DurationConverter()})
        .withMapping(ChatConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(ChatConfig.class);
  }
}
