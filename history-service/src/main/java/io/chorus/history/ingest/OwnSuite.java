package io.chorus.history.ingest;

import io.chorus.history.log.MessageLog;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The suite whose log this is, as the log tells. Thread-safe. */
@Singleton
class OwnSuite {
  private final MessageLog log;
  private volatile String id;

  OwnSuite(MessageLog log) {
    this.log = log;
  }

  /** Asks the log; before this completes nobody is to know of the replica. */
  Uni<String> learn() {
    return log.suite().invoke(found -> id = found);
  }

  String id() {
    return id;
  }

  /**
   * Whether a batch is for this log.
   *
   * @param suite null where its sender is of the first version
   */
  boolean takes(String suite) {
    return suite == null || suite.equals(id);
  }
}
