package io.chorus.loops;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * One event loop for each processor, where nothing else is set. Nothing blocks them, so that more
 * would only wake each other up: with the library's two for each, a third of what a message in a
 * small room costs went there.
 */
public final class EventLoopsSource implements ConfigSource {
  private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

  /** Below everything that somebody may set. */
  private static final int ORDINAL = 1;

  private final Map<String, String> properties =
      Map.of(LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));

  @Override
  public Set<String> getPropertyNames() {
    return properties.keySet();
  }

  @Override
  public String getValue(String name) {
    return properties.get(name);
  }

  @Override
  public String getName() {
    return "event loops by processors";
  }

  @Override
  public int getOrdinal() {
    return ORDINAL;
  }
}
