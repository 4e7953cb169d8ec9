package io.chorus.chat;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.Refused;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.reading.MarkAnswer;
import io.chorus.model.reading.MarkRequest;
import io.chorus.model.reading.ReadingChannels;
import io.chorus.model.reading.RoomRead;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A history replica that keeps what it gets in memory, and can be told to misbehave. In its best
 * mood it keeps the contract of a real one, which FakeHistoryTest holds.
 */
public final class FakeHistory implements AutoCloseable {
  /** What it does with a batch. */
  public enum Mood {
    STORES,
    /** Takes it and never answers. */
    SILENT,
    /** Says at once that it could not store it. */
    FAILS
  }

  private static final long ANNOUNCE_MILLIS = 200;
  private static final long DEADLINE_MILLIS = 10_000;

  private final ScheduledExecutorService announcements =
      Executors.newSingleThreadScheduledExecutor();
  private final Bus bus;
  private final String id = UUID.randomUUID().toString();
  private final Map<String, Long> held = new HashMap<>();
  private final Set<String> places = new HashSet<>();
  private final List<IngestBatch> batches = new CopyOnWriteArrayList<>();
  private final String suite;
  private volatile Integer version;
  private volatile Long newest;
  private volatile Long sentAt;
  private volatile BiConsumer<FakeHistory, IngestBatch> mood;
  private volatile Mood markingMood;
  private volatile int unread;
  private volatile int mentions;
  private final Map<String, Long> markers = new HashMap<>();

  /** A replica that does not say of which suite it is, as those of the first version. */
  public FakeHistory(Bus bus) {
    this(bus, null);
  }

  public FakeHistory(Bus bus, String suite) {
    this.bus = bus;
    this.suite = suite;
    inMood(Mood.STORES);
    await(bus.subscribe(IngestChannels.batches(id), this::received));
    await(bus.subscribe(ReadingChannels.requests(id), this::marked));
    announce(false);
    announcements.scheduleAtFixedRate(
        () -> publishAnnouncement(false), ANNOUNCE_MILLIS, ANNOUNCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  public String id() {
    return id;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void announce(boolean leaving) {
    await(publishAnnouncement(leaving));
  }

  private Future<Integer> publishAnnouncement(boolean leaving) {
    return bus.publish(
        IngestChannels.ANNOUNCEMENTS,
        Json.text(new ReplicaAnnouncement(id, leaving, suite, version, newest, sentAt)));
  }

  /** Announces a version of its own from now on. */
  public FakeHistory knowing(int version) {
    this.version = version;
    announce(false);
    return this;
  }

  /** Announces how far its log has come. */
  public FakeHistory holdingUpTo(long newest) {
    this.newest = newest;
    return this;
  }

  /** Announces a time of its own. */
  public FakeHistory announcingAt(long sentAt) {
    this.sentAt = sentAt;
    return this;
  }

  public FakeHistory inMood(Mood mood) {
    markingMood = mood;
    return doing(
        switch (mood) {
          case STORES -> FakeHistory::store;
          case SILENT -> (history, batch) -> {};
          case FAILS -> (history, batch) -> history.answer(batch, null);
        });
  }

  /** Says of every room that so much is left. */
  public void leavingUnread(int unread, int mentions) {
    this.unread = unread;
    this.mentions = mentions;
  }

  /** Has a mood of its own. */
  public FakeHistory doing(BiConsumer<FakeHistory, IngestBatch> mood) {
    this.mood = mood;
    return this;
  }

  /** Every message that came, each time it came. */
  public List<ChatMessage> received() {
    return batches.stream()
        .flatMap(batch -> batch.items().stream())
        .map(Item::message)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Every entry that came, each time it came. */
  public List<LogEntry> entries() {
    return batches.stream().flatMap(batch -> batch.items().stream()).map(Item::entry).toList();
  }

  /** Every batch that came. */
  public List<IngestBatch> batches() {
    return batches;
  }

  private void received(Buffer payload) {
    IngestBatch.read(payload.toString())
        .ifPresent(
            batch -> {
              batches.add(batch);
              mood.accept(this, batch);
            });
  }

  private void marked(Buffer payload) {
    MarkRequest request = MarkRequest.read(payload.toString()).orElseThrow();
    switch (markingMood) {
      case STORES -> bus.answer(request.replyTo(), Json.text(mark(request)));
      case FAILS ->
          bus.answer(request.replyTo(), Json.text(MarkAnswer.failed(request.id(), suite)));
      case SILENT -> {}
    }
  }

  private synchronized MarkAnswer mark(MarkRequest request) {
    String key = request.roomId() + " " + request.userId();
    long before = markers.getOrDefault(key, 0L);
    long marker = markers.merge(key, request.cursor(), Math::max);
    RoomRead read = new RoomRead(request.roomId(), marker, unread, mentions, null);
    return new MarkAnswer(request.id(), suite, read, marker > before);
  }

  /** Stores a batch and answers. */
  public void store(IngestBatch batch) {
    String sender = batch.header().suite();
    // Who does not say of which suite it is does not ask either.
    boolean foreign = suite != null && sender != null && !sender.equals(suite);
    if (foreign || batch.header().needs() > IngestVersion.CURRENT) {
      answer(batch, null);
      return;
    }
    List<Long> cursors = batch.items().stream().map(this::store).toList();
    Map<Integer, String> reasons = new HashMap<>();
    for (int i = 0; i < cursors.size(); i++) {
      if (cursors.get(i) == IngestAck.REFUSED) {
        reasons.put(i, reason(batch.items().get(i)).text());
      }
    }
    say(batch, Json.text(new IngestAck(batch.header().id(), id, cursors, suite, reasons)));
  }

  private static Refused reason(Item item) {
    if (!item.isTaken()) {
      return item.refused();
    }
    return item.ageMillis() >= DEADLINE_MILLIS ? Refused.TOO_LATE : Refused.NOT_STORABLE;
  }

  private synchronized long store(Item item) {
    if (!item.isTaken()) {
      return IngestAck.REFUSED;
    }
    LogEntry entry = item.entry();
    String key = entry.roomId() + key(entry);
    Long first = held.get(key);
    if (first != null) {
      return first;
    }
    boolean inTime = item.ageMillis() < DEADLINE_MILLIS;
    if (!inTime || !places.add(entry.roomId() + " " + entry.cursor())) {
      return IngestAck.REFUSED;
    }
    held.put(key, entry.cursor());
    return entry.cursor();
  }

  private static String key(LogEntry entry) {
    return switch (entry) {
      case ChatMessage message -> " message " + message.userId() + " " + message.id();
      case MessageChange change -> " change " + change.by().userId() + " " + change.changeId();
    };
  }

  /**
   * Answers whatever is to be said.
   *
   * @param cursors null for a failure
   */
  public void answer(IngestBatch batch, List<Long> cursors) {
    say(batch, Json.text(new IngestAck(batch.header().id(), id, cursors, suite, null)));
  }

  /** Refuses all of a batch. */
  public void refuse(IngestBatch batch, Refused why) {
    Map<Integer, String> reasons = new HashMap<>();
    List<Long> cursors = batch.items().stream().map(item -> IngestAck.REFUSED).toList();
    for (int i = 0; i < cursors.size(); i++) {
      reasons.put(i, why.text());
    }
    say(batch, Json.text(new IngestAck(batch.header().id(), id, cursors, suite, reasons)));
  }

  /** Says anything on the channel for answers. */
  public void say(IngestBatch batch, String text) {
    bus.answer(batch.header().replyTo(), text);
  }

  @Override
  public void close() {
    announcements.shutdownNow();
    announce(true);
    bus.unsubscribe(IngestChannels.batches(id));
    bus.unsubscribe(ReadingChannels.requests(id));
  }
}
