package io.chorus.chat.bus;

import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * This process among all chat instances: a new id at each start, so that nothing meant for a former
 * life arrives.
 */
@Singleton
public class Instance {
  private final String id = UUID.randomUUID().toString();

  public String id() {
    return id;
  }
}
