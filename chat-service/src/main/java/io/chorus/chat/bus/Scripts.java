package io.chorus.chat.bus;

import io.chorus.bus.Script;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The scripts that the bus makes known to Redis. */
class Scripts {
  @Produces
  @Singleton
  Script stamp() {
    return RedisRoomBus.STAMP;
  }

  @Produces
  @Singleton
  Script presence() {
    return RedisPresenceStore.PRESENCE;
  }
}
