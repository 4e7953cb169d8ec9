package io.chorus.model.ingest;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * A history replica telling that it takes batches; sent every second, for as long as it can store
 * them.
 *
 * @param leaving true for the last one, sent when the replica stops taking batches
 * @param suite the suite whose messages it keeps; null where it is of the first version
 */
public record ReplicaAnnouncement(String replicaId, boolean leaving, String suite) {
  /** Reads an announcement; empty where it is none. */
  public static Optional<ReplicaAnnouncement> read(String text) {
    return Json.ifReadable(text, ReplicaAnnouncement.class)
        .filter(announcement -> announcement.replicaId() != null);
  }
}
