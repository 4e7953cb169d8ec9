package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import java.util.List;

/**
 * Parcels handed to one replica together. Belongs to the outbox's event loop.
 *
 * @param sentNanos when, by {@link System#nanoTime}
 */
record Batch(String id, String replicaId, List<Parcel> parcels, long sentNanos) {
  /** What travels. */
  String text(String replyTo, String suite) {
    boolean again = parcels.stream().anyMatch(Parcel::wasHandedOn);
    IngestBatch.Writer text =
        new IngestBatch.Writer(new IngestBatch.Header(id, replyTo, again, suite));
    parcels.forEach(parcel -> text.add(parcel.ageMillis(sentNanos), parcel.message()));
    return text.toString();
  }

  boolean isDone() {
    return parcels.stream().allMatch(Parcel::isDone);
  }
}
