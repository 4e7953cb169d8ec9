package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells chat instances what became of their batches. An answer that is lost on the way is asked for
 * again: the batch comes back, and is found stored. Thread-safe.
 */
final class Answers {
  private static final Logger LOG = Logger.getLogger(Answers.class);

  private final Bus bus;
  private final String replicaId;
  private final OwnSuite suite;

  Answers(Bus bus, String replicaId, OwnSuite suite) {
    this.bus = bus;
    this.replicaId = replicaId;
    this.suite = suite;
  }

  /**
   * @param cursors and reasons as in {@link IngestAck}
   */
  void stored(IngestBatch.Header batch, List<Long> cursors, Map<Integer, String> reasons) {
    Map<Integer, String> said = reasons.isEmpty() ? null : reasons;
    answer(batch, new IngestAck(batch.id(), replicaId, cursors, suite.id(), said));
  }

  /** Nothing of it was stored, as far as is known. */
  void failed(IngestBatch.Header batch) {
    answer(batch, IngestAck.failed(batch.id(), replicaId, suite.id()));
  }

  private void answer(IngestBatch.Header batch, IngestAck ack) {
    bus.answer(batch.replyTo(), Json.text(ack))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("acknowledgement not sent", e)));
  }
}
