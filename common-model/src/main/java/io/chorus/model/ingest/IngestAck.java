package io.chorus.model.ingest;

import io.chorus.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A replica's answer to one {@link IngestBatch}, sent after its transaction has committed, or when
 * it gave up.
 *
 * @param cursors per entry of the batch, in its order, the cursor under which history holds it: the
 *     entry's own, or that of an earlier one with the same key: room, sender and id of a message;
 *     room, author and changeId of a change; {@link #REFUSED} where it is not held and never will
 *     be at its place. Null when the batch as a whole was not stored and may go to another replica.
 * @param suite the suite in whose log they are; null where the replica is of the first version
 * @param reasons of messages that are refused, by their number in the batch, why: a {@link Refused}
 *     in lower case, or one that came later; null where there are none or the replica is of the
 *     first version
 */
public record IngestAck(
    String batchId,
    String replicaId,
    List<Long> cursors,
    String suite,
    Map<Integer, String> reasons) {
  /**
   * In place of a cursor: another message holds this place in the room, or the message came too
   * late for it, or it cannot be read or stored at all.
   */
  public static final long REFUSED = 0;

  /** An answer for a batch of which nothing was stored. */
  public static IngestAck failed(String batchId, String replicaId, String suite) {
    return new IngestAck(batchId, replicaId, null, suite, null);
  }

  /** Reads an answer; empty where it is none. */
  public static Optional<IngestAck> read(String text) {
    return Json.ifReadable(text, IngestAck.class).filter(ack -> ack.batchId() != null);
  }

  /** Whether it says of so many messages what became of each. */
  public boolean accountsFor(int messages) {
    return cursors != null
        && cursors.size() == messages
        && cursors.stream().allMatch(cursor -> cursor != null && cursor >= REFUSED);
  }

  /** Why a message is refused; empty where that is not said, or came later than this code. */
  public Optional<Refused> refused(int message) {
    return reasons == null ? Optional.empty() : Refused.read(reasons.get(message));
  }

  /** Why a message is refused, for people. */
  public String reason(int message) {
    String reason = reasons == null ? null : reasons.get(message);
    return reason == null ? "not said why" : reason;
  }
}
