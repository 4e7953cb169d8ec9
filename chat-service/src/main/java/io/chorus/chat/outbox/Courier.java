package io.chorus.chat.outbox;

import io.chorus.bus.Bus;
import io.chorus.bus.ForeignSuites;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes parcels to history replicas, in batches: to the one that the room hashes to, and on
 * silence, or when nobody listens, to the next. Belongs to the outbox's event loop.
 */
final class Courier {
  private final Bus bus;
  private final Context loop;
  private final String replyTo;
  private final long acknowledgementNanos;

  private final Departure departure = new Departure();
  private final Attention attention;
  private final OwnSuite suite = new OwnSuite();
  private final Replicas replicas = new Replicas();
  private final Map<String, ReplicaQueue> queues = new HashMap<>();

  /** Those handed on too: a late acknowledgement still counts. */
  private final Map<String, Batch> batches = new HashMap<>();

  private final List<Parcel> parked = new ArrayList<>();
  private final ForeignSuites foreign;
  private final OutboxMetrics metrics;
  private long lastBatch;

  /**
   * @param acknowledgementNanos after so long without an answer a batch is given to another replica
   * @param attention for how long answers are listened for, ticked by the caller
   */
  Courier(
      Bus bus,
      Context loop,
      String replyTo,
      long acknowledgementNanos,
      Attention attention,
      ForeignSuites foreign,
      OutboxMetrics metrics) {
    this.bus = bus;
    this.loop = loop;
    this.replyTo = replyTo;
    this.acknowledgementNanos = acknowledgementNanos;
    this.attention = attention;
    this.foreign = foreign;
    this.metrics = metrics;
  }

  void dispatch(Parcel parcel) {
    if (parcel.isDone()) {
      return;
    }
    String replica =
        replicas.pick(parcel.roomId(), parcel.needs(), parcel.avoided(), System.nanoTime());
    if (replica == null) {
      parked.add(parcel);
    } else if (queues.computeIfAbsent(replica, r -> new ReplicaQueue()).add(parcel)) {
      flushSoon(replica);
    }
  }

  private void flushSoon(String replica) {
    long wait = departure.waitMillis(System.nanoTime());
    if (wait == 0) {
      // At the end of this turn of the loop: what else comes in it travels along.
      later(() -> flush(replica));
    } else {
      loop.owner().setTimer(wait, ignored -> later(() -> flush(replica)));
    }
  }

  private void flush(String replica) {
    ReplicaQueue queue = queues.get(replica);
    if (queue == null) {
      return;
    }
    queue.flushed();
    for (List<Parcel> next = queue.next(); !next.isEmpty(); next = queue.next()) {
      long now = System.nanoTime();
      departure.left(now);
      Batch batch = new Batch(Long.toString(++lastBatch), replica, next, now);
      queue.sent(batch, attention.nanos());
      send(batch);
    }
    if (queue.isIdle()) {
      queues.remove(replica);
    }
  }

  private void send(Batch batch) {
    batches.put(batch.id(), batch);
    metrics.sent(batch.parcels().size());
    bus.publish(
            IngestChannels.batches(batch.replicaId()),
            batch.text(replyTo, suite.id(), replicas.sentAt(batch.replicaId())))
        .onComplete(
            receivers -> {
              if (receivers.failed() || receivers.result() == 0) {
                later(() -> notTaken(batch, receivers));
              }
            });
  }

  private void notTaken(Batch batch, AsyncResult<Integer> receivers) {
    if (receivers.succeeded()) {
      replicas.gone(batch.replicaId());
    }
    handOn(batch, false);
  }

  Optional<Outbox.Replica> replica(String roomId, int needs, Set<String> asked) {
    return Optional.ofNullable(replicas.pick(roomId, needs, asked, System.nanoTime()))
        .map(replica -> new Outbox.Replica(replica, suite.id()));
  }

  /** False where it is refused, as it is another suite's. */
  boolean announced(ReplicaAnnouncement announcement) {
    long now = System.nanoTime();
    suite.heard(announcement.suite(), now);
    if (suite.accepts(announcement.suite())) {
      replicas.heard(announcement, now);
    } else if (suite.id() != null || suite.isDisputed()) {
      foreign.refused("a replica", announcement.suite(), suite.id());
      return false;
    }
    return true;
  }

  void acknowledged(IngestAck ack) {
    if (!suite.accepts(ack.suite())) {
      foreign.refused("an acknowledgement", ack.suite(), suite.id());
      return;
    }
    Batch batch = batches.get(ack.batchId());
    if (batch == null) {
      return;
    }
    List<Parcel> parcels = batch.parcels();
    if (!ack.accountsFor(parcels.size())) {
      handOn(batch, false);
      return;
    }
    replicas.answered(batch.replicaId());
    departure.answered(System.nanoTime() - batch.sentNanos());
    batches.remove(batch.id());
    for (int i = 0; i < parcels.size(); i++) {
      long cursor = ack.cursors().get(i);
      if (cursor == IngestAck.REFUSED) {
        parcels.get(i).fail(NotStored.refused(ack.refused(i).orElse(null), ack.reason(i)));
      } else {
        parcels.get(i).complete(cursor);
      }
    }
    settle(batch);
  }

  /**
   * Gives a batch, and all that waits behind it, to other replicas; where there is no other, to the
   * same again.
   *
   * @param silent whether nobody answered
   */
  private void handOn(Batch batch, boolean silent) {
    String replica = batch.replicaId();
    ReplicaQueue queue = queues.get(replica);
    if (queue == null || !queue.settle(batch)) {
      return;
    }
    metrics.handedOn(silent);
    batch.parcels().forEach(parcel -> parcel.failedAt(replica, silent));
    List<Parcel> behind = queue.drain();
    behind.forEach(parcel -> parcel.movedFrom(replica));
    dispatchAgain(batch.parcels());
    dispatchAgain(behind);
    flush(replica);
  }

  /** Thousands may have waited behind a batch: those that pause for as long share a timer. */
  private void dispatchAgain(List<Parcel> parcels) {
    parcels.stream()
        .collect(Collectors.groupingBy(Parcel::pauseMillis, TreeMap::new, Collectors.toList()))
        .forEach(
            (pause, together) -> {
              if (pause == 0) {
                together.forEach(this::dispatch);
              } else {
                loop.owner()
                    .setTimer(pause, ignored -> later(() -> together.forEach(this::dispatch)));
              }
            });
  }

  private void settle(Batch batch) {
    ReplicaQueue queue = queues.get(batch.replicaId());
    if (queue != null && queue.settle(batch) && !queue.isFlushDue()) {
      flush(batch.replicaId());
    }
  }

  /** Looks after batches without an answer, and parcels without a replica. */
  void tick(long nowNanos) {
    metrics.replicas(replicas.live(nowNanos));
    for (String replica : List.copyOf(queues.keySet())) {
      List<Batch> unanswered =
          queues.get(replica).sentBefore(attention.nanos() - acknowledgementNanos);
      if (!unanswered.isEmpty()) {
        replicas.silent(replica);
        unanswered.forEach(batch -> handOn(batch, true));
      }
    }
    for (Batch batch : List.copyOf(batches.values())) {
      if (batch.isDone()) {
        batches.remove(batch.id());
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
