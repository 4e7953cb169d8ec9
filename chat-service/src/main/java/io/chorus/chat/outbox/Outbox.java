package io.chorus.chat.outbox;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.Instance;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Keeps each message until the history has acknowledged it, over a bus that may lose anything. A
 * message goes to the replica that its room hashes to; no acknowledgement in time, or nobody
 * listening, and it goes to the next, until its deadline. Replicas store a message once however
 * often it comes, so sending again is harmless.
 *
 * <p>Bounded: places are reserved before a message is published, so what was published always has
 * one. Thread-safe; never blocks; its state belongs to one event loop.
 */
@RegisterForReflection(
    targets = {ChatMessage.class, IngestBatch.class, IngestAck.class, ReplicaAnnouncement.class})
@Startup
@Singleton
public class Outbox {
  private static final long TICK_MILLIS = 50;

  private final Bus bus;
  private final VertxInternal vertx;
  private final Context context;
  private final String replyTo;
  private final int capacity;
  private final long deadlineNanos;
  private final long acknowledgementNanos;
  private final long timer;

  private final AtomicInteger reserved = new AtomicInteger();

  private final Replicas replicas = new Replicas();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<String, Batch> batches = new HashMap<>();
  private final Deque<Parcel> byDeadline = new ArrayDeque<>();
  private final List<Parcel> parked = new ArrayList<>();
  private long lastBatch;

  Outbox(Bus bus, Vertx vertx, ChatConfig config, Instance instance) {
    this.bus = bus;
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
    this.replyTo = IngestChannels.acknowledgements(instance.id());
    this.capacity = config.outbox().capacity();
    this.deadlineNanos = config.outbox().deadline().toNanos();
    this.acknowledgementNanos = config.outbox().acknowledgement().toNanos();
    bus.subscribe(
        replyTo, ack -> onLoop(() -> acknowledged(Json.read(ack.getBytes(), IngestAck.class))));
    bus.subscribe(
        IngestChannels.ANNOUNCEMENTS,
        news -> onLoop(() -> announced(Json.read(news.getBytes(), ReplicaAnnouncement.class))));
    timer = vertx.setPeriodic(TICK_MILLIS, ignored -> onLoop(this::tick));
  }

  /** Takes a place for a message; false when none is left. */
  public boolean reserve() {
    if (reserved.incrementAndGet() <= capacity) {
      return true;
    }
    reserved.decrementAndGet();
    return false;
  }

  /** Gives back the place of a message that was not published after all. */
  public void cancel() {
    reserved.decrementAndGet();
  }

  /** Places taken. */
  public int size() {
    return reserved.get();
  }

  /**
   * Sees to it that the history stores a message for which a place is reserved; the place is free
   * again when this completes.
   *
   * @return the cursor under which the history holds it, once its transaction has committed: the
   *     message's own, or that of an earlier one with the same room, sender and id. Completes on
   *     the caller's context; fails with {@link NotStored}.
   */
  public Future<Long> store(ChatMessage message) {
    Promise<Long> stored = vertx.promise();
    Parcel parcel = new Parcel(message, stored, System.nanoTime() + deadlineNanos);
    onLoop(
        () -> {
          byDeadline.add(parcel);
          dispatch(parcel);
        });
    return stored.future();
  }

  private void onLoop(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  private void dispatch(Parcel parcel) {
    if (parcel.done) {
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
      onLoop(() -> flush(replica));
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
    bus.publish(
            IngestChannels.batches(replica),
            Json.text(
                new IngestBatch(
                    batch.id, replyTo, batch.expiresAt(), batch.again(), batch.messages())))
        .onComplete(r -> onLoop(() -> sent(batch, r)));
  }

  private void sent(Batch batch, AsyncResult<Integer> receivers) {
    if (receivers.failed()) {
      handOn(batch);
    } else if (receivers.result() == 0) {
      replicas.gone(batch.replicaId);
      handOn(batch);
    }
  }

  private void announced(ReplicaAnnouncement announcement) {
    replicas.heard(announcement, System.nanoTime());
  }

  private void acknowledged(IngestAck ack) {
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
        fail(batch.parcels.get(i), new NotStored("its place in the room is taken", true));
      } else {
        complete(batch.parcels.get(i), cursor);
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
        .filter(parcel -> !parcel.done)
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
      vertx.setTimer(millis, ignored -> onLoop(() -> dispatch(parcel)));
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

  private void tick() {
    long now = System.nanoTime();
    while (!byDeadline.isEmpty()
        && (byDeadline.peek().done || byDeadline.peek().deadlineNanos - now <= 0)) {
      fail(byDeadline.poll(), new NotStored("not acknowledged before the deadline", false));
    }
    for (Batch batch : List.copyOf(batches.values())) {
      if (!batch.settled && now - batch.sentNanos > acknowledgementNanos) {
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

  private void complete(Parcel parcel, long cursor) {
    if (!parcel.done) {
      parcel.done = true;
      reserved.decrementAndGet();
      parcel.stored.complete(cursor);
    }
  }

  private void fail(Parcel parcel, NotStored why) {
    if (!parcel.done) {
      parcel.done = true;
      reserved.decrementAndGet();
      parcel.stored.fail(why);
    }
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
