package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogWriter;
import io.chorus.model.Json;
import io.chorus.model.frame.Resync;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.Cursor;
import io.chorus.model.room.RoomId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Stores what chat instances send. While statements are under way the next batches gather, and
 * share one. A batch is acknowledged after its commit alone; one that could not be stored is given
 * back at once, for another replica. Its state belongs to one event loop.
 */
@RegisterForReflection(
    targets = {
      ChatMessage.class,
      IngestBatch.class,
      IngestAck.class,
      ReplicaAnnouncement.class,
      Resync.class,
      RoomId.class
    })
@Startup
@Singleton
class Ingest {
  private static final Logger LOG = Logger.getLogger(Ingest.class);

  private final Bus bus;
  private final LogWriter log;
  private final InstanceId replica;
  private final Context context;
  private final int writers;
  private final long lateMillis;
  private final long overdueMillis;
  private final LateAnnouncements lateAnnouncements;
  private final Intake intake;
  private final Counter stored;
  private final Promise<Void> idle = Promise.promise();
  private int writing;
  private boolean closing;

  Ingest(
      Bus bus,
      LogWriter log,
      InstanceId replica,
      Vertx vertx,
      HistoryConfig config,
      MeterRegistry metrics) {
    this.bus = bus;
    this.log = log;
    this.replica = replica;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.writers = config.ingest().writers();
    this.lateMillis = config.ingest().lateAfter().toMillis();
    this.overdueMillis = config.ingest().overdueAfter().toMillis();
    this.lateAnnouncements = new LateAnnouncements(bus, vertx);
    this.intake = new Intake(config.ingest().capacity());
    this.stored = metrics.counter("chorus.history.stored");
  }

  /** Listens for batches; completes once nothing sent to this replica is missed. */
  Future<Void> open() {
    return bus.subscribe(
        IngestChannels.batches(replica.value()), batch -> onLoop(() -> received(batch)));
  }

  /** Takes no more batches; completes once those taken are stored or given back. */
  Future<Void> close() {
    onLoop(
        () -> {
          closing = true;
          completeIfIdle();
        });
    return idle.future();
  }

  private void onLoop(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  private void received(Buffer payload) {
    IngestBatch batch;
    try {
      batch = Json.read(payload.getBytes(), IngestBatch.class);
    } catch (IllegalArgumentException e) {
      LOG.error("dropped what is no batch", e);
      return;
    }
    if (closing || !intake.offer(batch)) {
      giveBack(batch);
      return;
    }
    write();
  }

  private void write() {
    while (writing < writers && !intake.isEmpty()) {
      long now = System.currentTimeMillis();
      List<IngestBatch> batches = new ArrayList<>();
      for (IngestBatch batch : intake.poll()) {
        if (batch.expiresAt() > now) {
          batches.add(batch);
        } else {
          giveBack(batch);
        }
      }
      if (!batches.isEmpty()) {
        writing++;
        store(batches);
      }
    }
    completeIfIdle();
  }

  private void store(List<IngestBatch> batches) {
    List<ChatMessage> messages =
        batches.stream().flatMap(batch -> batch.messages().stream()).toList();
    log.store(messages)
        .subscribe()
        .with(
            outcome -> onLoop(() -> stored(batches, outcome)),
            e -> onLoop(() -> failed(batches, e)));
  }

  private void stored(List<IngestBatch> batches, LogWriter.Outcome outcome) {
    stored.increment(outcome.added().size());
    acknowledge(batches, outcome.cursors());
    announceLate(batches, outcome.added());
    writing--;
    write();
  }

  private void failed(List<IngestBatch> batches, Throwable cause) {
    LOG.warnf("%d batches not stored: %s", (Object) batches.size(), cause);
    batches.forEach(this::giveBack);
    writing--;
    write();
  }

  private void acknowledge(List<IngestBatch> batches, List<Long> cursors) {
    int from = 0;
    for (IngestBatch batch : batches) {
      int to = from + batch.messages().size();
      answer(batch, new IngestAck(batch.id(), replica.value(), cursors.subList(from, to)));
      from = to;
    }
  }

  private void giveBack(IngestBatch batch) {
    answer(batch, IngestAck.failed(batch.id(), replica.value()));
  }

  private void answer(IngestBatch batch, IngestAck ack) {
    // Lost on the way, it is asked for again: the batch comes back, and is found stored.
    bus.publish(batch.replyTo(), Json.text(ack))
        .onFailure(e -> LOG.debugf("acknowledgement not sent: %s", e));
  }

  /**
   * Readers that have passed the place of a late message are sent back for it. What another replica
   * was asked for it may have stored and not announced.
   */
  private void announceLate(List<IngestBatch> batches, List<ChatMessage> added) {
    List<ChatMessage> news = new ArrayList<>(added);
    batches.stream().filter(IngestBatch::again).map(IngestBatch::messages).forEach(news::addAll);
    long now = System.currentTimeMillis();
    log.late(news, Cursor.ofMillis(now - lateMillis), Cursor.ofMillis(now - overdueMillis))
        .subscribe()
        .with(
            late -> onLoop(() -> late.forEach(lateAnnouncements::tell)),
            e -> LOG.warnf("late messages not announced: %s", e));
  }

  private void completeIfIdle() {
    if (closing && writing == 0 && intake.isEmpty()) {
      idle.tryComplete();
    }
  }
}
