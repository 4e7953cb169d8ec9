package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.ForeignSuites;
import io.chorus.bus.InstanceId;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.LogWriter;
import io.chorus.model.frame.Resync;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.model.room.RoomId;
import io.chorus.trace.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
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
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes what chat instances send. While statements are under way the next batches gather, and share
 * one. Every batch is answered: after its commit, or at once where it cannot be taken. Its state
 * belongs to one event loop.
 */
@RegisterForReflection(
    targets = {
      ChatMessage.class,
      MessageName.class,
      MessageChange.class,
      MessageEdit.class,
      MessageDeletion.class,
      MessageReaction.class,
      Author.class,
      IngestBatch.Header.class,
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
  private final String channel;
  private final Context context;
  private final Backlog backlog;
  private final OwnSuite suite;
  private final ForeignSuites foreign;
  private final Answers answers;
  private final Storing storing;
  private final int writers;
  private final Counter unreadable;
  private final Counter refused;
  private final Counter unknown;
  private final long announceMillis;
  private final Promise<Void> idle = Promise.promise();
  private int writing;
  private boolean closing;

  Ingest(
      Bus bus,
      LogWriter log,
      OwnSuite suite,
      InstanceId replica,
      Vertx vertx,
      HistoryConfig config,
      MeterRegistry metrics,
      Tracing tracing) {
    this.bus = bus;
    this.channel = IngestChannels.batches(replica.value());
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.backlog =
        new Backlog(config.ingest().capacity(), config.ingest().maxBytes().asLongValue());
    this.foreign = new ForeignSuites(metrics);
    this.suite = suite;
    this.answers = new Answers(bus, replica.value(), suite);
    LateAnnouncements late = new LateAnnouncements(bus, vertx);
    this.storing = new Storing(context, log, answers, late, config.ingest(), metrics, tracing);
    this.writers = config.ingest().writers();
    this.unreadable = metrics.counter("chorus.refused", "bound", "unreadable");
    this.refused = metrics.counter("chorus.refused", "bound", "ingest");
    this.unknown = metrics.counter("chorus.refused", "bound", "unknown-content");
    this.announceMillis = config.ingest().announceEvery().toMillis();
    Gauge.builder("chorus.history.waiting", backlog, Backlog::messages).register(metrics);
  }

  /** Listens for batches; completes once nothing sent to this replica is missed. */
  Future<Void> open() {
    return bus.subscribe(
        channel,
        batch -> {
          long arrived = System.nanoTime();
          onLoop(() -> received(batch, arrived));
        });
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

  private void received(Buffer payload, long arrivedNanos) {
    Optional<IngestBatch> read = IngestBatch.read(payload.toString());
    if (read.isEmpty()) {
      unreadable.increment();
      LOG.warn("what is no batch was passed over: nobody is there to be answered");
      return;
    }
    IngestBatch batch = read.get();
    long messages = batch.items().stream().filter(item -> !item.isTaken()).count();
    if (messages > 0) {
      unreadable.increment(messages);
      LOG.warnf(
          "%d messages of a batch are refused: they cannot be read, or have in them what is not"
              + " known here",
          messages);
    }
    if (!suite.takes(batch.header().suite())) {
      foreign.refused("a batch", batch.header().suite(), suite.id());
      answers.failed(batch.header());
    } else if (batch.header().needs() > IngestVersion.CURRENT) {
      unknown.increment();
      answers.failed(batch.header());
    } else if (closing
        || !backlog.offer(Arrival.of(batch, payload.length(), arrivedNanos, announceMillis))) {
      refused.increment();
      answers.failed(batch.header());
    } else {
      write();
    }
  }

  private void write() {
    while (writing < writers && !backlog.isEmpty()) {
      writing++;
      storing
          .store(backlog.poll())
          .onComplete(
              ignored -> {
                writing--;
                write();
              });
    }
    completeIfIdle();
  }

  private void completeIfIdle() {
    if (closing && writing == 0 && backlog.isEmpty()) {
      idle.tryComplete();
    }
  }
}
