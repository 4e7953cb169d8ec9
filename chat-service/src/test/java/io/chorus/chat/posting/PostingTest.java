package io.chorus.chat.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.Drafts;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.bus.Stamp;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.room.RoomId;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class PostingTest {
  private static final long OLD = 3_000;

  @Inject Bus bus;
  @Inject RoomBus rooms;
  @Inject Posting posting;

  private final Draft draft =
      Drafts.message(new RoomId("room-" + UUID.randomUUID()), "m1", "u1", "hi");

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** Takes nothing that is old, sooner than a real one. */
  private static void storeWhatIsNew(FakeHistory history, IngestBatch batch) {
    history.answer(
        batch,
        batch.items().stream()
            .map(item -> item.ageMillis() < OLD ? item.entry().cursor() : IngestAck.REFUSED)
            .toList());
  }

  @Test
  void aMessageThatCameTooLateForItsPlaceGetsANewOneWhenItIsGivenAgain() throws Exception {
    Stamp first = await(rooms.publish(draft));
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> await(rooms.publish(draft)).ageMillis() > OLD);
    try (FakeHistory history = new FakeHistory(bus).doing(PostingTest::storeWhatIsNew)) {
      Receipt receipt = await(posting.post(draft));

      assertThat(receipt.cursor()).isGreaterThan(first.cursor());
      assertThat(history.received()).hasSize(2);
    }
  }

  @Test
  void aMessageThatIsStoredKeepsItsPlaceHoweverLateItIsGivenAgain() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      long cursor = await(posting.post(draft)).cursor();
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> await(rooms.publish(draft)).ageMillis() > OLD);

      assertThat(await(posting.post(draft)).cursor()).isEqualTo(cursor);
      assertThat(history.received()).hasSize(2);
    }
  }
}
