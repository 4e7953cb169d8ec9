package io.chorus.history.ingest;

import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * This process among all history replicas: a new id at each start, so that nothing meant for a
 * former life arrives.
 */
@Singleton
class Replica {
  private final String id = UUID.randomUUID().toString();

  String id() {
    return id;
  }
}
