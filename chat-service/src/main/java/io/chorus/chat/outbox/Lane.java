package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What waits for one replica and what is under way to it. Belongs to the outbox's event loop. */
final class Lane {
  /** Batches under way at once: while they are, the next one fills. */
  private static final int MAX_IN_FLIGHT = 4;

  /** Characters in one batch: Redis drops a subscriber that has megabytes waiting. */
  private static final int MAX_CHARACTERS = 512 * 1024;

  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private int inFlight;
  private boolean flushScheduled;

  void add(Parcel parcel) {
    waiting.add(parcel);
  }

  /** Whether a flush has to be scheduled for what waits; says so once. */
  boolean flushIsDue() {
    if (flushScheduled) {
      return false;
    }
    flushScheduled = true;
    return true;
  }

  void flushed() {
    flushScheduled = false;
  }

  boolean isIdle() {
    return waiting.isEmpty() && inFlight == 0;
  }

  /** The next batch's parcels; empty when none wait or enough is under way. */
  List<Parcel> next() {
    List<Parcel> parcels = new ArrayList<>();
    if (inFlight == MAX_IN_FLIGHT) {
      return parcels;
    }
    int characters = 0;
    while (!waiting.isEmpty()
        && parcels.size() < IngestBatch.MAX_MESSAGES
        && characters < MAX_CHARACTERS) {
      Parcel parcel = waiting.poll();
      if (!parcel.isDone()) {
        parcels.add(parcel);
        characters += parcel.size();
      }
    }
    if (!parcels.isEmpty()) {
      inFlight++;
    }
    return parcels;
  }

  void settled() {
    inFlight--;
  }

  /** Takes out all that waits. */
  List<Parcel> empty() {
    List<Parcel> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
