package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What waits for one replica and what is under way to it. Belongs to the outbox's event loop. */
final class ReplicaQueue {
  /** Batches under way at once: while they are, the next one fills. */
  private static final int MAX_UNDER_WAY = 4;

  /**
   * @param since when it was sent, by {@link Attention}
   */
  private record UnderWay(Batch batch, long since) {}

  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
  private boolean flushDue;

  /** True where somebody has to see to it that {@link #next} is called; says so once. */
  boolean add(Parcel parcel) {
    waiting.add(parcel);
    boolean first = !flushDue;
    flushDue = true;
    return first;
  }

  void flushed() {
    flushDue = false;
  }

  /** Whether {@link #next} is about to be called. */
  boolean isFlushDue() {
    return flushDue;
  }

  boolean isIdle() {
    return waiting.isEmpty() && underWay.isEmpty();
  }

  /** The next batch's parcels; empty when none wait or enough is under way. */
  List<Parcel> next() {
    List<Parcel> together = new ArrayList<>();
    if (underWay.size() == MAX_UNDER_WAY) {
      return together;
    }
    int company = IngestBatch.MAX_MESSAGES;
    int bytes = 0;
    while (!waiting.isEmpty() && together.size() < company) {
      Parcel parcel = waiting.peek();
      if (!parcel.isDone()) {
        company = Math.min(company, parcel.company());
        bytes += parcel.bytes();
        if (!together.isEmpty() && (together.size() >= company || bytes > IngestBatch.MAX_BYTES)) {
          break;
        }
        together.add(parcel);
      }
      waiting.remove();
    }
    return together;
  }

  /**
   * @param since by {@link Attention}
   */
  void sent(Batch batch, long since) {
    underWay.put(batch.id(), new UnderWay(batch, since));
  }

  /** Frees a batch's place on its way; false where that was done before. */
  boolean settle(Batch batch) {
    return underWay.remove(batch.id()) != null;
  }

  /** Batches that were sent before then, by {@link Attention}, and have no answer. */
  List<Batch> sentBefore(long then) {
    return underWay.values().stream()
        .filter(sent -> sent.since() < then)
        .map(UnderWay::batch)
        .toList();
  }

  /** Takes out all that waits. */
  List<Parcel> drain() {
    List<Parcel> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
