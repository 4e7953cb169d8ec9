package io.chorus.history.ingest;

import io.chorus.model.ingest.IngestBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches that wait for the database, bounded by their messages. Belongs to one event loop. */
final class Intake {
  private final int capacity;
  private final Deque<IngestBatch> waiting = new ArrayDeque<>();
  private int messages;

  /**
   * @param capacity messages that may wait
   */
  Intake(int capacity) {
    this.capacity = capacity;
  }

  boolean offer(IngestBatch batch) {
    if (messages + batch.messages().size() > capacity) {
      return false;
    }
    messages += batch.messages().size();
    return waiting.add(batch);
  }

  /** Batches for one statement: as many as fit, one at least; empty when none waits. */
  List<IngestBatch> poll() {
    List<IngestBatch> together = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty()
        && (together.isEmpty()
            || size + waiting.peek().messages().size() <= IngestBatch.MAX_MESSAGES)) {
      IngestBatch batch = waiting.poll();
      size += batch.messages().size();
      together.add(batch);
    }
    messages -= size;
    return together;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
