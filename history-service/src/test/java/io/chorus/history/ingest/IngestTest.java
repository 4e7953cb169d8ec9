package io.chorus.history.ingest;

import static io.chorus.history.Messages.inTime;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.bus.InstanceId;
import io.chorus.history.log.LogWriter;
import io.chorus.history.log.MessageLog;
import io.chorus.history.log.NewestPlace;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.ingest.ChangesContract;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestBatch.Header;
import io.chorus.model.ingest.IngestBatch.Item;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class IngestTest extends ChangesContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An age at which a message is late, and is still stored. */
  private static final long LATE = 3_000;

  @Inject Bus bus;
  @Inject InstanceId replica;
  @Inject LogWriter writer;
  @Inject MessageLog log;
  @Inject NewestPlace newest;

  @Override
  protected Bus bus() {
    return bus;
  }

  @Override
  protected String suite() {
    return log.suite().await().atMost(PATIENCE);
  }

  @Override
  protected String replicaId() {
    return replica.value();
  }

  @BeforeEach
  void awaitItsTakingBatches() {
    String channel = IngestChannels.batches(replica.value());
    Awaitility.await().atMost(PATIENCE).until(() -> await(bus.publish(channel, "")) == 1);
  }

  @Test
  void manyBatchesAtOnceAreEachAnswered() throws Exception {
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<IngestAck>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ChatMessage message = message("m" + i, 1000 + i);
        answers.add(senders.submit(() -> ingest(1, message)));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(answers.get(i).get().cursors()).containsExactly(1000L + i);
      }
    }
  }

  @Test
  void aMessageThatTheDatabaseRefusesIsRefusedAlone() {
    ChatMessage bad = new ChatMessage("bad", room, "u1", "Ada", "a\u0000b", null, 2, 1L);
    // Longer than an index takes, and nothing that could be compressed.
    String user =
        Stream.generate(UUID::randomUUID).limit(1000).map(UUID::toString).collect(joining());
    ChatMessage tooLong = new ChatMessage("long", room, user, "Ada", "hi", null, 3, 1L);

    assertThat(ingest(1, message("a", 1), bad, tooLong, message("d", 4)).cursors())
        .containsExactly(1L, IngestAck.REFUSED, IngestAck.REFUSED, 4L);
  }

  @Test
  void oneBatchThatCannotBeReadDoesNotHoldBackThoseBesideIt() {
    for (int i = 1; i <= 20; i++) {
      Header poisoned = header(false);
      String text = new IngestBatch(poisoned, List.of()).text() + "\n" + "{".repeat(100_000);
      assertThat(answered(poisoned, text).cursors()).containsExactly(IngestAck.REFUSED);
      assertThat(ingest(1, message("m" + i, i)).cursors()).containsExactly((long) i);
    }
  }

  private List<String> listen(RoomId heard) throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(heard), event -> told.add(event.toString())));
    return told;
  }

  private static String resync(RoomId to, long cursor) {
    return Envelope.event(Frame.of(Event.RESYNC, Resync.from(to, cursor)));
  }

  @Test
  void aMessageStoredLateBehindNewerOnesIsAnnouncedToItsRoomAlone() throws Exception {
    RoomId here = new RoomId(room);
    List<String> told = listen(here);
    ingest(1, message("newer", 100));
    ingest(1, message("young", 90));
    ingest(LATE, message("late", 80));

    // The first that is told is told of the late one: of the others nothing was.
    Awaitility.await().atMost(PATIENCE).until(() -> !told.isEmpty());
    assertThat(told.getFirst()).isEqualTo(resync(here, 80));
  }

  @Test
  void aLateMessageIsAnnouncedAgainToThoseWhoWereAway() throws Exception {
    RoomId here = new RoomId(room);
    List<String> told = listen(here);
    ingest(1, message("newer", 100));

    ingest(LATE, message("late", 80));

    Awaitility.await().atMost(PATIENCE).until(() -> told.size() >= 3);
    assertThat(told).containsOnly(resync(here, 80));
  }

  @Test
  void whatAnotherReplicaMayHaveStoredAndNotAnnouncedIsAnnounced() throws Exception {
    RoomId here = new RoomId(room);
    List<String> told = listen(here);
    ChatMessage first = message("first", 70);
    ChatMessage second = message("second", 80);
    writer.store(inTime(List.of(message("newer", 100), first, second))).await().atMost(PATIENCE);
    ingest(false, LATE, first);

    ingest(true, LATE, second);

    Awaitility.await().atMost(PATIENCE).until(() -> !told.isEmpty());
    assertThat(told.getFirst()).isEqualTo(resync(here, 80));
  }

  @Test
  void itAnnouncesHowFarTheLogHasCome() throws Exception {
    long far = 1_795_000_000_000_000L;
    List<ReplicaAnnouncement> heard = new CopyOnWriteArrayList<>();
    await(
        bus.subscribe(
            IngestChannels.ANNOUNCEMENTS,
            news -> ReplicaAnnouncement.read(news.toString()).ifPresent(heard::add)));
    ingest(1, message("far", far), message("before", far - 5));

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !heard.isEmpty() && heard.getLast().newest() >= far);

    assertThat(newest.learn().await().atMost(PATIENCE)).isGreaterThanOrEqualTo(far);
    bus.unsubscribe(IngestChannels.ANNOUNCEMENTS);
  }

  @Test
  void whatWasOnItsWayForTooLongIsRefused() {
    Header header = header(false);
    long minuteAgo = TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - 60_000;
    Header slow = new Header(header.id(), header.replyTo(), false, suite(), 1, minuteAgo, null);

    IngestAck ack =
        answered(slow, new IngestBatch(slow, List.of(new Item(1, message("a", 1)))).text());

    assertThat(ack.cursors()).containsExactly(IngestAck.REFUSED);
    assertThat(ack.reason(0)).isEqualTo("too_late");
  }

  @Test
  void theReplicaAnnouncesItselfAgainAndAgain() throws Exception {
    List<ReplicaAnnouncement> heard = new CopyOnWriteArrayList<>();
    await(
        bus.subscribe(
            IngestChannels.ANNOUNCEMENTS,
            news -> ReplicaAnnouncement.read(news.toString()).ifPresent(heard::add)));

    Awaitility.await().atMost(PATIENCE).until(() -> heard.size() >= 2);

    assertThat(heard)
        .allMatch(one -> one.replicaId().equals(replica.value()) && !one.leaving())
        .allMatch(one -> one.suite().equals(suite()) && one.knows() == IngestVersion.CURRENT);
    assertThat(heard).extracting(ReplicaAnnouncement::sentAt).isSorted().doesNotHaveDuplicates();
    bus.unsubscribe(IngestChannels.ANNOUNCEMENTS);
  }
}
