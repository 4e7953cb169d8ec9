package io.chorus.history.ingest;

import static io.chorus.history.Messages.chain;
import static io.chorus.history.Messages.message;
import static io.chorus.history.Messages.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.history.log.LogWriter;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.Cursor;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class IngestTest {
  @Inject Bus bus;
  @Inject InstanceId replica;
  @Inject LogWriter writer;

  private final String room = newRoom();
  private final String replyTo = IngestChannels.acknowledgements(UUID.randomUUID().toString());
  private final Map<String, IngestAck> acks = new ConcurrentHashMap<>();

  @BeforeEach
  void listen() throws Exception {
    await(
        bus.subscribe(
            replyTo,
            payload -> {
              IngestAck ack = Json.read(payload.getBytes(), IngestAck.class);
              acks.put(ack.batchId(), ack);
            }));
  }

  @AfterEach
  void stopListening() {
    bus.unsubscribe(replyTo);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private IngestAck ingest(String id, long expiresAt, List<ChatMessage> messages) throws Exception {
    return ingest(new IngestBatch(id, replyTo, expiresAt, false, messages));
  }

  private IngestAck ingest(IngestBatch batch) throws Exception {
    String id = batch.id();
    bus.publish(IngestChannels.batches(replica.value()), Json.text(batch));
    return Awaitility.await().until(() -> acks.get(id), ack -> ack != null);
  }

  private static long soon() {
    return System.currentTimeMillis() + 10_000;
  }

  @Test
  void aBatchIsAcknowledgedMessageByMessage() throws Exception {
    IngestAck ack = ingest("1", soon(), chain(room, 3));

    assertThat(ack.replicaId()).isEqualTo(replica.value());
    assertThat(ack.cursors()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void manyBatchesAtOnceAreEachAnswered() throws Exception {
    for (int i = 0; i < 50; i++) {
      bus.publish(
          IngestChannels.batches(replica.value()),
          Json.text(
              new IngestBatch(
                  "many-" + i, replyTo, soon(), false, List.of(message(room, "m" + i, 1000 + i)))));
    }
    Awaitility.await().until(() -> acks.size() == 50);
    acks.forEach(
        (id, ack) ->
            assertThat(ack.cursors())
                .containsExactly(1000L + Integer.parseInt(id.substring("many-".length()))));
  }

  @Test
  void aBatchPastItsTimeIsGivenBackUnstored() throws Exception {
    assertThat(ingest("late", System.currentTimeMillis() - 1, chain(room, 1)).stored()).isFalse();
    assertThat(
            writer
                .store(List.of(message(room, "m1", 99)))
                .await()
                .atMost(Duration.ofSeconds(10))
                .cursors())
        .containsExactly(99L);
  }

  @Test
  void aMessageStoredLateBehindNewerOnesIsAnnouncedToItsRoom() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(new RoomId(room)), event -> told.add(event.toString())));
    long now = Cursor.ofMillis(System.currentTimeMillis());
    ingest("newer", soon(), List.of(message(room, "newer", now)));
    assertThat(told).isEmpty();

    long late = now - 3_000_000;
    ingest("late", soon(), List.of(message(room, "late", late)));

    Awaitility.await().until(() -> !told.isEmpty());
    assertThat(told)
        .containsExactly(
            "e -\n{\"event\":\"resync\",\"data\":{\"roomId\":\"%s\",\"after\":%d}}"
                .formatted(room, late - 1));
  }

  @Test
  void aLateMessageIsAnnouncedAgainToThoseWhoWereAway() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(new RoomId(room)), event -> told.add(event.toString())));
    long now = Cursor.ofMillis(System.currentTimeMillis());
    ingest("newer", soon(), List.of(message(room, "newer", now)));

    ingest("late", soon(), List.of(message(room, "late", now - 3_000_000)));

    Awaitility.await().until(() -> told.size() == 2);
    assertThat(told.get(1)).isEqualTo(told.get(0));
  }

  @Test
  void whatAnotherReplicaMayHaveStoredAndNotAnnouncedIsAnnounced() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(new RoomId(room)), event -> told.add(event.toString())));
    long now = Cursor.ofMillis(System.currentTimeMillis());
    List<ChatMessage> late = List.of(message(room, "late", now - 3_000_000));
    writer.store(List.of(message(room, "newer", now))).await().atMost(Duration.ofSeconds(10));
    writer.store(late).await().atMost(Duration.ofSeconds(10));
    ingest("first", soon(), late);
    assertThat(told).isEmpty();

    ingest(new IngestBatch("again", replyTo, soon(), true, late));

    Awaitility.await().until(() -> !told.isEmpty());
  }

  @Test
  void theReplicaAnnouncesItselfAgainAndAgain() throws Exception {
    List<ReplicaAnnouncement> heard = new CopyOnWriteArrayList<>();
    await(
        bus.subscribe(
            IngestChannels.ANNOUNCEMENTS,
            news -> heard.add(Json.read(news.getBytes(), ReplicaAnnouncement.class))));

    Awaitility.await().until(() -> heard.size() >= 2);

    assertThat(heard).contains(new ReplicaAnnouncement(replica.value(), false));
  }

  @Test
  void whatIsNoBatchIsPassedOver() throws Exception {
    bus.publish(IngestChannels.batches(replica.value()), "nonsense");

    assertThat(ingest("after", soon(), chain(room, 1)).stored()).isTrue();
  }
}
