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
 * @param transitMillis how long it may have been on its way, beyond the interval of announcements
 */
record Arrival(IngestBatch batch, int bytes, long nanos, long transitMillis) {
  /**
   * A batch that came just now. It returns when the newest announcement that its sender had was
   * sent; after that its ages were taken. So it was on its way for no longer than has passed since,
   * whatever it waited for: there, in Redis, or in a process that was frozen.
   *
   * @param announceMillis from one announcement to the next: so much says nothing
   */
  static Arrival of(IngestBatch batch, int bytes, long nanos, long announceMillis) {
    Long heardAt = batch.header().heardAt();
    long sinceMillis = heardAt == null ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) - heardAt;
    return new Arrival(batch, bytes, nanos, Math.max(0, sinceMillis - announceMillis));
  }

  int messages() {
    return batch.items().size();
  }

  /** Its messages with the ages they have by now. */
  List<Item> items(long nowNanos) {
    long waited = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nowNanos - nanos)) + transitMillis;
    return batch.items().stream()
        .map(item -> new Item(item.ageMillis() + waited, item.entry(), item.refused()))
        .toList();
  }
}
