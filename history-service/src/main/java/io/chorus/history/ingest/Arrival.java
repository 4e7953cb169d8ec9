package io.chorus.history.ingest;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Item;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A batch that came.
 *
 * @param bytes of it
 * @param nanos when, by {@link System#nanoTime}
 */
record Arrival(IngestBatch batch, int bytes, long nanos) {
  int messages() {
    return batch.items().size();
  }

  /** Its messages with the ages they have by now. */
  List<Item> items(long nowNanos) {
    long waited = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nowNanos - nanos));
    return batch.items().stream()
        .map(item -> new Item(item.ageMillis() + waited, item.message()))
        .toList();
  }
}
