package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.message.ChatMessage;
import java.util.List;

/** Parcels under way to one replica. Belongs to the outbox's event loop. */
final class Batch {
  final String id;
  final String replicaId;
  final List<Parcel> parcels;
  final long sentNanos;

  /** No longer counted as under way: acknowledged, or handed on to another replica. */
  boolean settled;

  Batch(String id, String replicaId, List<Parcel> parcels, long sentNanos) {
    this.id = id;
    this.replicaId = replicaId;
    this.parcels = parcels;
    this.sentNanos = sentNanos;
  }

  IngestBatch content(String replyTo) {
    List<ChatMessage> messages = parcels.stream().map(parcel -> parcel.message).toList();
    return new IngestBatch(id, replyTo, expiresAt(), again(), messages);
  }

  /** The earliest deadline among the parcels, in milliseconds since the epoch. */
  private long expiresAt() {
    long left =
        parcels.stream().mapToLong(parcel -> parcel.deadlineNanos - sentNanos).min().orElseThrow();
    return System.currentTimeMillis() + left / 1_000_000;
  }

  /** Whether another replica was asked to store some of it. */
  private boolean again() {
    return parcels.stream().anyMatch(Parcel::wasHandedOn);
  }

  boolean isDone() {
    return parcels.stream().allMatch(Parcel::isDone);
  }
}
