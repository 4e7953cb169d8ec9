package io.chorus.model.ingest;

import io.chorus.model.Json;
import java.util.Optional;

/**
 * A history replica telling that it takes batches; sent every second, for as long as it can store
 * them.
 *
 * @param leaving true for the last one, sent when the replica stops taking batches
 * @param suite the suite whose messages it keeps; null where it is of the first version
 * @param version the newest {@link IngestVersion} that it knows; null for the first
 * @param newest the newest cursor in its log, of any room, as far as it knows; null where it is of
 *     the first version, or there is none
 * @param sentAt when it was sent, in milliseconds of the replica's own monotonic time, for nobody
 *     but itself; null where it is of the first version
 */
public record ReplicaAnnouncement(
    String replicaId, boolean leaving, String suite, Integer version, Long newest, Long sentAt) {
  /** One as replicas of the first version make it. */
  public static ReplicaAnnouncement first(String replicaId, boolean leaving) {
    return new ReplicaAnnouncement(replicaId, leaving, null, null, null, null);
  }

  /** What the replica knows, whether it says so or not. */
  public int knows() {
    return IngestVersion.orFirst(version);
  }

  /** Reads an announcement; empty where it is none. */
  public static Optional<ReplicaAnnouncement> read(String text) {
    return Json.ifReadable(text, ReplicaAnnouncement.class)
        .filter(announcement -> announcement.replicaId() != null);
  }
}
