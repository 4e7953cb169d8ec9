package io.chorus.chat.outbox;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.chat.ChatConfig;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps each message until the history has acknowledged it, over a bus that may lose anything: the
 * {@link Courier} takes it to one replica after another, until its deadline. Replicas store a
 * message once however often it comes, so sending again is harmless.
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

  private final VertxInternal vertx;
  private final Context context;
  private final Courier courier;
  private final int capacity;
  private final long deadlineNanos;
  private final long timer;

  private final AtomicInteger reserved = new AtomicInteger();

  private final Deque<Parcel> byDeadline = new ArrayDeque<>();

  Outbox(Bus bus, Vertx vertx, ChatConfig config, InstanceId instance) {
    this.vertx = (VertxInternal) vertx;
    this.context = this.vertx.createEventLoopContext();
    this.capacity = config.outbox().capacity();
    this.deadlineNanos = config.outbox().deadline().toNanos();
    String replyTo = IngestChannels.acknowledgements(instance.value());
    long acknowledgementNanos = config.outbox().acknowledgement().toNanos();
    this.courier = new Courier(bus, context, replyTo, acknowledgementNanos);
    bus.subscribe(
        replyTo,
        ack -> onLoop(() -> courier.acknowledged(Json.read(ack.getBytes(), IngestAck.class))));
    bus.subscribe(
        IngestChannels.ANNOUNCEMENTS,
        news ->
            onLoop(() -> courier.announced(Json.read(news.getBytes(), ReplicaAnnouncement.class))));
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
    Parcel parcel = new Parcel(message, stored, System.nanoTime() + deadlineNanos, this::cancel);
    onLoop(
        () -> {
          byDeadline.add(parcel);
          courier.dispatch(parcel);
        });
    return stored.future();
  }

  private void onLoop(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  private void tick() {
    long now = System.nanoTime();
    while (!byDeadline.isEmpty() && byDeadline.peek().isOver(now)) {
      byDeadline.poll().fail(new NotStored("not acknowledged before the deadline", false));
    }
    courier.tick(now);
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
