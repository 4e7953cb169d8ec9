package io.chorus.chat.outbox;

import io.chorus.bus.Bus;
import io.chorus.bus.ForeignSuites;
import io.chorus.bus.InstanceId;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.RoomBus;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.trace.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Keeps each entry of a room's log until the history has acknowledged it, over a bus that may lose
 * anything: the {@link Courier} takes it to one replica after another, until its deadline. Replicas
 * store a message once however often it comes, so sending again is harmless.
 *
 * <p>Bounded in messages and in bytes: places are reserved before a message is published, so what
 * was published always has one. Thread-safe; never blocks; its state belongs to the event loop of
 * the bus.
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
      ReplicaAnnouncement.class
    })
@Startup
@Singleton
public class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class);
  private static final long TICK_MILLIS = 50;

  private final VertxInternal vertx;
  private final Bus bus;
  private final RoomBus rooms;
  private final Courier courier;
  private final OutboxMetrics metrics;
  private final Places places;
  private final long deadlineNanos;
  private final Attention attention = new Attention(2 * TICK_MILLIS, System.nanoTime());
  private final long timer;

  /** What has not ended, in the order of the deadlines. */
  private final LinkedHashSet<Parcel> open = new LinkedHashSet<>();

  Outbox(
      Bus bus,
      RoomBus rooms,
      Vertx vertx,
      ChatConfig config,
      InstanceId instance,
      MeterRegistry metrics) {
    this.bus = bus;
    this.rooms = rooms;
    this.vertx = (VertxInternal) vertx;
    this.places = new Places(config.outbox().capacity(), config.outbox().maxBytes().asLongValue());
    this.deadlineNanos = config.outbox().deadline().toNanos();
    String answers = IngestChannels.acknowledgements(instance.value());
    long acknowledgementNanos = config.outbox().acknowledgement().toNanos();
    this.metrics = new OutboxMetrics(metrics);
    this.courier =
        new Courier(
            bus,
            bus.context(),
            bus.address(answers),
            acknowledgementNanos,
            attention,
            new ForeignSuites(metrics),
            this.metrics);
    bus.subscribe(answers, ack -> onLoop(() -> acknowledged(ack.toString())));
    bus.subscribe(IngestChannels.ANNOUNCEMENTS, news -> onLoop(() -> announced(news.toString())));
    timer = vertx.setPeriodic(TICK_MILLIS, ignored -> onLoop(this::tick));
  }

  private void acknowledged(String text) {
    IngestAck.read(text)
        .ifPresentOrElse(
            courier::acknowledged, () -> LOG.warn("what is no acknowledgement was passed over"));
  }

  private void announced(String text) {
    ReplicaAnnouncement.read(text)
        .ifPresentOrElse(
            this::announced, () -> LOG.warn("what is no announcement was passed over"));
  }

  private void announced(ReplicaAnnouncement announcement) {
    if (courier.announced(announcement)) {
      rooms.stored(announcement.newest() == null ? 0 : announcement.newest());
    }
  }

  /** Takes a place for a message of so many bytes; false when none is left. */
  public boolean reserve(int bytes) {
    return places.take(bytes);
  }

  /** Gives back the place of a message that was not published after all. */
  public void cancel(int bytes) {
    places.free(bytes);
  }

  /** Places taken. */
  public int size() {
    return places.taken();
  }

  /** Bytes in them, at the most. */
  public long bytes() {
    return places.bytesTaken();
  }

  /**
   * Sees to it that the history stores an entry for which a place is reserved; the place is free
   * again when this completes.
   *
   * @param bytes for which its place was taken
   * @param stampedNanos when it got its stamp, by {@link System#nanoTime}
   * @param step in which it is stored: replicas go on with it
   * @return the cursor under which the history holds it, once its transaction has committed: the
   *     entry's own, or that of an earlier one that is the same message or change. Completes on the
   *     caller's context; fails with {@link NotStored}.
   */
  public Future<Long> store(LogEntry entry, int bytes, long stampedNanos, Step step) {
    return store(Content.of(entry, step.traceparent()), bytes, stampedNanos);
  }

  Future<Long> store(Content content, int bytes, long stampedNanos) {
    Promise<Long> stored = vertx.promise();
    Parcel parcel =
        new Parcel(
            content, bytes, stampedNanos, System.nanoTime() + deadlineNanos, stored, this::ended);
    onLoop(
        () -> {
          open.add(parcel);
          courier.dispatch(parcel);
        });
    return stored.future();
  }

  /**
   * A history replica, and the suite that it is to be asked for.
   *
   * @param suite null where none is known yet
   */
  public record Replica(String id, String suite) {}

  /**
   * The replica that a room's entries go to.
   *
   * @param needs the {@link io.chorus.model.ingest.IngestVersion} that it has to know
   * @param asked without success already; they are given again where there is no other
   * @return empty where there is none; completes on the caller's context
   */
  public Future<Optional<Replica>> replica(String roomId, int needs, Set<String> asked) {
    Promise<Optional<Replica>> found = vertx.promise();
    onLoop(() -> found.complete(courier.replica(roomId, needs, asked)));
    return found.future();
  }

  private void ended(Parcel parcel) {
    open.remove(parcel);
    places.free(parcel.bytes());
  }

  private void onLoop(Runnable task) {
    bus.execute(task);
  }

  private void tick() {
    long now = System.nanoTime();
    attention.tick(now);
    while (!open.isEmpty() && open.getFirst().isOver(now)) {
      open.getFirst().fail(NotStored.late());
    }
    metrics.oldest(open.isEmpty() ? 0 : open.getFirst().ageNanos(now));
    courier.tick(now);
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
