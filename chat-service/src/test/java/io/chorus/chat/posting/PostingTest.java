package io.chorus.chat.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.chat.Drafts;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.bus.Stamp;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.ingest.Refused;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private final RoomId room = new RoomId("room-" + UUID.randomUUID());
  private final Draft edit = Drafts.edit(room, "m1", "u1", "c1");

  private FakeHistory refusing(Refused why) {
    return new FakeHistory(bus)
        .knowing(IngestVersion.CURRENT)
        .doing((history, batch) -> history.refuse(batch, why));
  }

  private void isRefusedWith(ErrorCode code) {
    assertThatThrownBy(() -> await(posting.change(edit)))
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND",
    "DELETED, NOT_FOUND",
    "TOO_OLD, FORBIDDEN",
    "TOO_MANY, FORBIDDEN",
    "NOT_STORABLE, NOT_STORED"
  })
  void whatTheHistoryRefusesIsRefusedWithACode(Refused why, ErrorCode code) {
    try (FakeHistory history = refusing(why)) {
      isRefusedWith(code);
    }
  }

  @Test
  void whatWasRefusedForGoodKeepsItsPlaceAndIsNotToldAgain() throws Exception {
    try (FakeHistory history = refusing(Refused.DELETED)) {
      isRefusedWith(ErrorCode.NOT_FOUND);
      isRefusedWith(ErrorCode.NOT_FOUND);

      assertThat(history.entries()).hasSize(2);
      assertThat(Set.copyOf(history.entries())).hasSize(1);
    }
  }

  @Test
  void whoHasSeenAnEditThatIsRefusedIsSentBackForTheTruth() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(RoomKeys.channel(room), event -> told.add(event.toString())));
    try (FakeHistory history = refusing(Refused.TOO_OLD)) {
      isRefusedWith(ErrorCode.FORBIDDEN);

      long cursor = history.entries().getFirst().cursor();
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(
              () ->
                  told.contains(Envelope.event(Frame.of(Event.RESYNC, Resync.from(room, cursor)))));
    } finally {
      bus.unsubscribe(RoomKeys.channel(room));
    }
  }
}
