package io.chorus.bus;

import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * This process among all on the bus: a new id at each start, so that nothing meant for a former
 * life arrives.
 */
@Singleton
public class InstanceId {
  private final String value = UUID.randomUUID().toString();

  public String value() {
    return value;
  }
}
