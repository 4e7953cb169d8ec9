package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.chat.Drafts;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.MessageName;
import io.chorus.model.room.RoomId;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** History replicas of other versions beside this instance, as an upgrade has them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class VersionsTest {
  private static final int NEWER = IngestVersion.CURRENT + 1;

  @Inject Bus bus;
  @Inject Outbox outbox;

  private final String rooms = UUID.randomUUID().toString();

  private static long await(Future<Long> stored) throws Exception {
    return stored.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Future<Long> store(Content content) {
    assertThat(outbox.reserve(100)).isTrue();
    return outbox.store(content, 100, System.nanoTime());
  }

  /** A message as today's code sends it. */
  private Content message(int room, long cursor) {
    String id = UUID.randomUUID().toString();
    return Content.of(
        new ChatMessage(id, rooms + room, "u1", "Ada", "hi", null, cursor, null), null);
  }

  /** A kind of content that came with a later version. */
  private Content laterContent(int room, long cursor) {
    Content message = message(room, cursor);
    String text = message.text().substring(0, message.text().length() - 1) + ",\"kind\":\"later\"}";
    return new Content(message.roomId(), text, NEWER, null);
  }

  private List<Future<Long>> inManyRooms(java.util.function.IntFunction<Content> content) {
    List<Future<Long>> stored = new ArrayList<>();
    for (int room = 0; room < 30; room++) {
      stored.add(store(content.apply(room)));
    }
    return stored;
  }

  @Test
  void messagesGoToReplicasOfEveryVersion() throws Exception {
    try (FakeHistory first = new FakeHistory(bus);
        FakeHistory newer = new FakeHistory(bus).knowing(NEWER)) {
      for (Future<Long> stored : inManyRooms(room -> message(room, 1))) {
        assertThat(await(stored)).isEqualTo(1);
      }

      assertThat(first.received()).isNotEmpty();
      assertThat(newer.received()).isNotEmpty();
      assertThat(first.batches()).allMatch(batch -> batch.header().needs() == IngestVersion.FIRST);
    }
  }

  @Test
  void contentIsNeverHandedToAReplicaThatDoesNotKnowIt() throws Exception {
    try (FakeHistory first = new FakeHistory(bus);
        FakeHistory current = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
        FakeHistory newer =
            new FakeHistory(bus)
                .knowing(NEWER)
                .doing(
                    (self, batch) ->
                        self.answer(batch, batch.items().stream().map(item -> 7L).toList()))) {
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(() -> await(store(laterContent(0, 1))) == 7);

      for (Future<Long> stored : inManyRooms(room -> laterContent(room, 2))) {
        assertThat(await(stored)).isEqualTo(7);
      }

      assertThat(first.batches()).isEmpty();
      assertThat(current.batches()).isEmpty();
      assertThat(newer.batches()).allMatch(batch -> batch.header().needs() == NEWER);
    }
  }

  @Test
  void changesAndAnswersAreNeverHandedToAReplicaOfTheSecondVersion() throws Exception {
    try (FakeHistory second = new FakeHistory(bus).knowing(IngestVersion.LOG - 1);
        FakeHistory current = new FakeHistory(bus).knowing(IngestVersion.CURRENT)) {
      for (int i = 0; i < 30; i++) {
        RoomId room = new RoomId(rooms + i);
        Content edit = Content.of(Drafts.edit(room, "m", "u1", "c").entry().at(2, 1L), null);
        MessageName named = new MessageName("u1", "m");
        Content answer =
            Content.of(
                new ChatMessage("n", room.value(), "u2", "Bob", "yes", null, named, 3, 2L), null);

        assertThat(await(store(edit))).isEqualTo(2);
        assertThat(await(store(answer))).isEqualTo(3);
      }

      assertThat(second.batches()).isEmpty();
      assertThat(current.batches()).allMatch(batch -> batch.header().needs() == IngestVersion.LOG);
    }
  }

  @Test
  void whereNoReplicaKnowsItItsSenderIsTold() throws Exception {
    try (FakeHistory current = new FakeHistory(bus).knowing(IngestVersion.CURRENT)) {
      assertThat(await(store(message(0, 1)))).isEqualTo(1);

      assertThatThrownBy(() -> await(store(laterContent(0, 2))))
          .hasCauseInstanceOf(NotStored.class);

      assertThat(current.batches()).hasSize(1);
    }
  }

  @Test
  void aBatchReturnsWhatTheReplicaSaidOfItsTime() throws Exception {
    try (FakeHistory history = new FakeHistory(bus).announcingAt(81_234)) {
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .untilAsserted(
              () -> {
                await(store(message(0, System.nanoTime())));
                assertThat(history.batches().getLast().header().heardAt()).isEqualTo(81_234);
              });
    }
  }
}
