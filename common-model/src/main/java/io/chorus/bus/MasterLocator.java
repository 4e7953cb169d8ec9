package io.chorus.bus;

import io.vertx.core.Future;

/** Knows where the Redis is that is to be written to. Called on the context of the bus. */
interface MasterLocator {
  /**
   * Where it is now, as a connection string, which two answers about the same server have in
   * common. Bounded in time. Fails where nobody can tell.
   */
  Future<String> locate();

  /** Lets go of whom it asks. */
  default void close() {}
}
