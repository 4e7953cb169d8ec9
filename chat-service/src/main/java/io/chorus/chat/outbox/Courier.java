package io.chorus.chat.outbox;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes parcels to history replicas, in batches: to the one that the room hashes to, and on
 * silence, or when nobody listens, to the next. Belongs to the outbox's event loop.
 */
final class Courier {
  private final Bus bus;
  private final Context loop;
  private final String replyTo;
  private final long acknowledgementNanos;

  private final Replicas replicas = new Replicas();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<String, Batch> batches = new HashMap<>();
  private final List<Parcel> parked = new ArrayList<>();
  private long lastBatch;

  /**
   * @param acknowledgementNanos after so long without an answer a batch is given to another replica
   */
  Courier(Bus bus, Context loop, String replyTo, long acknowledgementNanos) {
    this.bus = bus;
    this.loop = loop;
    this.replyTo = replyTo;
    this.acknowledgementNanos = acknowledgementNanos;
  }

  void dispatch(Parcel parcel) {
    if (parcel.isDone()) {
      return;
    }
    String replica = replicas.pick(parcel.message.roomId(), parcel.avoided(), System.nanoTime());
    if (replica == null) {
      parked.add(parcel);
      return;
    }
    Lane lane = lanes.computeIfAbsent(replica, r -> new Lane());
    lane.add(parcel);
    if (lane.flushIsDue()) {
      // At the end of this turn of the loop: what else comes in it travels along.
      later(() -> flush(replica));
    }
  }

  private void flush(String replica) {
    Lane lane = lanes.get(replica);
    if (lane == null) {
      return;
    }
    lane.flushed();
    for (List<Parcel> next = lane.next(); !next.isEmpty(); next = lane.next()) {
      send(replica, next);
    }
    if (lane.isIdle()) {
      lanes.remove(replica);
    }
  }

  private void send(String replica, List<Parcel> parcels) {
    Batch batch = new Batch(Long.toString(++lastBatch), replica, parcels, System.nanoTime());
    batches.put(batch.id, batch);
    bus.publish(IngestChannels.batches(replica), Json.text(batch.content(replyTo)))
        .onComplete(receivers -> later(() -> sent(batch, receivers)));
  }

  private void sent(Batch batch, AsyncResult<Integer> receivers) {
    if (receivers.failed()) {
      handOn(batch);
    } else if (receivers.result() == 0) {
      replicas.gone(batch.replicaId);
      handOn(batch);
    }
  }

  void announced(ReplicaAnnouncement announcement) {
    replicas.heard(announcement, System.nanoTime());
  }

  void acknowledged(IngestAck ack) {
    Batch batch = batches.get(ack.batchId());
    if (batch == null) {
      return;
    }
    if (!ack.stored()) {
      handOn(batch);
      return;
    }
    batches.remove(batch.id);
    for (int i = 0; i < batch.parcels.size(); i++) {
      long cursor = ack.cursors().get(i);
      if (cursor == IngestAck.REFUSED) {
        batch.parcels.get(i).fail(new NotStored("its place in the room is taken", true));
      } else {
        batch.parcels.get(i).complete(cursor);
      }
    }
    settle(batch);
  }

  /**
   * Gives a batch, and all that waits behind it, to other replicas; where there is no other, to the
   * same again. The batch stays known: a late acknowledgement still counts.
   */
  private void handOn(Batch batch) {
    if (batch.settled) {
      return;
    }
    Lane lane = lanes.get(batch.replicaId);
    List<Parcel> behind = lane == null ? List.of() : lane.empty();
    settle(batch);
    Stream.concat(batch.parcels.stream(), behind.stream())
        .filter(parcel -> !parcel.isDone())
        .forEach(
            parcel -> {
              parcel.avoid(batch.replicaId);
              dispatchAfter(parcel.nextPauseMillis(), parcel);
            });
  }

  private void dispatchAfter(long millis, Parcel parcel) {
    if (millis == 0) {
      dispatch(parcel);
    } else {
      loop.owner().setTimer(millis, ignored -> later(() -> dispatch(parcel)));
    }
  }

  /** Frees the batch's place on its way. */
  private void settle(Batch batch) {
    if (batch.settled) {
      return;
    }
    batch.settled = true;
    Lane lane = lanes.get(batch.replicaId);
    if (lane != null) {
      lane.settled();
      flush(batch.replicaId);
    }
  }

  /** Looks after batches without an answer, and parcels without a replica. */
  void tick(long nowNanos) {
    for (Batch batch : List.copyOf(batches.values())) {
      if (!batch.settled && nowNanos - batch.sentNanos > acknowledgementNanos) {
        // Until it announces itself again, which one that hangs does not.
        replicas.gone(batch.replicaId);
        handOn(batch);
      }
      if (batch.isDone()) {
        batches.remove(batch.id);
        settle(batch);
      }
    }
    List<Parcel> again = List.copyOf(parked);
    parked.clear();
    again.forEach(this::dispatch);
  }

  private void later(Runnable task) {
    loop.runOnContext(ignored -> task.run());
  }
}
