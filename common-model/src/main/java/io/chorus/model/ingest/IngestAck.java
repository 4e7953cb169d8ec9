package io.chorus.model.ingest;

import java.util.List;

/**
 * A replica's answer to one {@link IngestBatch}, sent after its transaction has committed, or when
 * it gave up.
 *
 * @param cursors per message of the batch, in its order, the cursor under which history holds it:
 *     the message's own, or that of an earlier message with the same room, sender and id; {@link
 *     #REFUSED} where it can never be stored. Null when the batch as a whole was not stored and may
 *     go to another replica.
 */
public record IngestAck(String batchId, String replicaId, List<Long> cursors) {
  /** In place of a cursor: another message holds this place in the room. */
  public static final long REFUSED = 0;

  /** An answer for a batch of which nothing was stored. */
  public static IngestAck failed(String batchId, String replicaId) {
    return new IngestAck(batchId, replicaId, null);
  }

  public boolean stored() {
    return cursors != null;
  }
}
