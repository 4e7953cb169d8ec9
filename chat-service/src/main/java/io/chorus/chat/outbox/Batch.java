package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parcels handed to one replica together. Belongs to the outbox's event loop.
 *
 * @param sentNanos when, by {@link System#nanoTime}
 */
record Batch(String id, String replicaId, List<Parcel> parcels, long sentNanos) {
  /**
   * What travels.
   *
   * @param heardAt what the replica's newest announcement says of its time
   */
  String text(String replyTo, String suite, Long heardAt) {
    boolean again = parcels.stream().anyMatch(Parcel::wasHandedOn);
    int needs = parcels.stream().mapToInt(Parcel::needs).max().orElse(IngestVersion.FIRST);
    IngestBatch.Writer text =
        new IngestBatch.Writer(
            new IngestBatch.Header(id, replyTo, again, suite, needs, heardAt, traces()));
    parcels.forEach(parcel -> text.add(parcel.ageMillis(sentNanos), parcel.content()));
    return text.toString();
  }

  /** Null where there are none. */
  private Map<Integer, String> traces() {
    Map<Integer, String> traces = null;
    for (int i = 0; i < parcels.size(); i++) {
      String traceparent = parcels.get(i).traceparent();
      if (traceparent != null) {
        traces = traces == null ? new HashMap<>() : traces;
        traces.put(i, traceparent);
      }
    }
    return traces;
  }

  boolean isDone() {
    return parcels.stream().allMatch(Parcel::isDone);
  }
}
