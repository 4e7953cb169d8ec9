package io.chorus.chat;

import io.chorus.bus.Bus;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A history replica that keeps what it gets in memory, and can be told to misbehave. */
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

  private final ScheduledExecutorService announcements =
      Executors.newSingleThreadScheduledExecutor();
  private final Bus bus;
  private final String id = UUID.randomUUID().toString();
  private final Map<String, Long> held = new ConcurrentHashMap<>();
  private final List<IngestBatch> batches = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.STORES;

  public FakeHistory(Bus bus) {
    this.bus = bus;
    await(bus.subscribe(IngestChannels.batches(id), this::received));
    announce(false);
    announcements.scheduleAtFixedRate(
        () -> publishAnnouncement(false), ANNOUNCE_MILLIS, ANNOUNCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void announce(boolean leaving) {
    await(publishAnnouncement(leaving));
  }

  private Future<Integer> publishAnnouncement(boolean leaving) {
    return bus.publish(
        IngestChannels.ANNOUNCEMENTS, Json.text(new ReplicaAnnouncement(id, leaving)));
  }

  public FakeHistory inMood(Mood mood) {
    this.mood = mood;
    return this;
  }

  /** Every message that came, each time it came. */
  public List<ChatMessage> received() {
    return batches.stream().map(IngestBatch::messages).flatMap(List::stream).toList();
  }

  /** Every batch that came. */
  public List<IngestBatch> batches() {
    return batches;
  }

  private void received(Buffer payload) {
    IngestBatch batch = Json.read(payload.getBytes(), IngestBatch.class);
    batches.add(batch);
    switch (mood) {
      case STORES -> answer(batch, new IngestAck(batch.id(), id, store(batch)));
      case FAILS -> answer(batch, IngestAck.failed(batch.id(), id));
      case SILENT -> {}
    }
  }

  private List<Long> store(IngestBatch batch) {
    return batch.messages().stream()
        .map(
            m -> {
              String key = m.roomId() + " " + m.userId() + " " + m.id();
              Long first = held.putIfAbsent(key, m.cursor());
              return first != null ? first : Long.valueOf(m.cursor());
            })
        .toList();
  }

  private void answer(IngestBatch batch, IngestAck ack) {
    bus.publish(batch.replyTo(), Json.text(ack));
  }

  @Override
  public void close() {
    announcements.shutdownNow();
    announce(true);
    bus.unsubscribe(IngestChannels.batches(id));
  }
}
