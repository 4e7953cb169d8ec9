package io.chorus.history.ingest;

import io.chorus.model.ingest.IngestBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches that wait for the database, bounded in messages and bytes. Belongs to one event loop. */
final class Backlog {
  /** Bytes that go into one statement, unless a batch alone has more. */
  private static final int STATEMENT_BYTES = 4 * IngestBatch.MAX_BYTES;

  private final int capacity;
  private final long maxBytes;
  private final Deque<Arrival> waiting = new ArrayDeque<>();
  private int messages;
  private long bytes;

  /**
   * @param capacity messages that may wait
   */
  Backlog(int capacity, long maxBytes) {
    this.capacity = capacity;
    this.maxBytes = maxBytes;
  }

  /** False where there is no room for it. */
  boolean offer(Arrival arrival) {
    if (messages + arrival.messages() > capacity || bytes + arrival.bytes() > maxBytes) {
      return false;
    }
    messages += arrival.messages();
    bytes += arrival.bytes();
    return waiting.add(arrival);
  }

  /** Batches for one statement: as many as fit, one at least; empty when none waits. */
  List<Arrival> poll() {
    List<Arrival> together = new ArrayList<>();
    int size = 0;
    long length = 0;
    while (!waiting.isEmpty()) {
      Arrival next = waiting.peek();
      boolean fits =
          size + next.messages() <= IngestBatch.MAX_MESSAGES
              && length + next.bytes() <= STATEMENT_BYTES;
      if (!together.isEmpty() && !fits) {
        break;
      }
      size += next.messages();
      length += next.bytes();
      together.add(waiting.remove());
    }
    messages -= size;
    bytes -= length;
    return together;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int messages() {
    return messages;
  }
}
