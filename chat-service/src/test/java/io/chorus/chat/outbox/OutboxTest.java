package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.FakeHistory.Mood;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.trace.Step;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(OutboxTest.Impatient.class)
class OutboxTest {
  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.outbox.deadline", "10s",
          "chorus.outbox.acknowledgement", "200ms",
          "chorus.outbox.capacity", "100",
          "chorus.outbox.max-bytes", "100K");
    }
  }

  private static final int BYTES = 500;

  @Inject Bus bus;
  @Inject Outbox outbox;

  private long cursor = 1;

  private Future<Long> store() {
    return store("room", "hi");
  }

  private Future<Long> store(String room, String content) {
    return store(room, content, System.nanoTime());
  }

  private Future<Long> store(String room, String content, long stampedNanos) {
    assertThat(outbox.reserve(BYTES)).isTrue();
    String id = UUID.randomUUID().toString();
    return outbox.store(
        new ChatMessage(id, room, "u1", "Ada", content, null, cursor++, null),
        BYTES,
        stampedNanos,
        Step.NONE);
  }

  private static long await(Future<Long> stored) throws Exception {
    return stored.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aMessageIsAcknowledgedWithItsCursor() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      long expected = cursor;
      assertThat(await(store())).isEqualTo(expected);
      assertThat(history.received()).extracting(ChatMessage::cursor).containsOnly(expected);
      assertThat(outbox.size()).isZero();
      assertThat(outbox.bytes()).isZero();
    }
  }

  @Test
  void whatWaitsForAReplicaTravelsTogetherAndInOrder() throws Exception {
    List<Future<Long>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(store());
    }
    try (FakeHistory history = new FakeHistory(bus)) {
      for (Future<Long> stored : all) {
        await(stored);
      }
      assertThat(history.batches().getFirst().items())
          .extracting(item -> item.message().cursor())
          .hasSize(50)
          .isSorted();
    }
  }

  @Test
  void aMessageTellsItsAge() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      await(store("room", "hi", System.nanoTime() - TimeUnit.SECONDS.toNanos(5)));
      assertThat(history.batches().getFirst().items().getFirst().ageMillis())
          .isGreaterThanOrEqualTo(5_000);
    }
  }

  @Test
  void whenAReplicaIsSilentTheNextIsAsked() throws Exception {
    try (FakeHistory first = new FakeHistory(bus).inMood(Mood.SILENT);
        FakeHistory second = new FakeHistory(bus)) {
      // Of so many rooms some hash to the silent one.
      storeInManyRooms();
      assertThat(first.received()).isNotEmpty();
      assertThat(second.received()).isNotEmpty();
    }
  }

  private void storeInManyRooms() throws Exception {
    List<Future<Long>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(store("room-" + i, "hi"));
    }
    for (Future<Long> stored : all) {
      await(stored);
    }
  }

  @Test
  void aReplicaThatRecoversIsAskedAgain() throws Exception {
    try (FakeHistory history = new FakeHistory(bus).inMood(Mood.FAILS)) {
      Future<Long> stored = store();
      Awaitility.await().until(() -> history.received().size() >= 3);
      history.inMood(Mood.STORES);
      await(stored);
    }
  }

  @Test
  void aBatchTellsWhetherItWasGivenToAnotherReplicaBefore() throws Exception {
    try (FakeHistory history = new FakeHistory(bus).inMood(Mood.FAILS)) {
      Future<Long> stored = store();
      Awaitility.await().until(() -> history.batches().size() >= 2);
      history.inMood(Mood.STORES);
      await(stored);

      assertThat(history.batches().getFirst().header().again()).isFalse();
      assertThat(history.batches().getLast().header().again()).isTrue();
    }
  }

  @Test
  void aMessageThatMakesItsReplicaSilentDoesNotKeepOthersFromBeingStored() throws Exception {
    List<Future<Long>> neighbours = new ArrayList<>();
    Future<Long> poison = null;
    for (int i = 0; i < 60; i++) {
      if (i == 30) {
        poison = store("room", "poison");
      }
      neighbours.add(store());
    }
    try (FakeHistory history = new FakeHistory(bus).doing(OutboxTest::storeUnlessPoisoned)) {
      for (Future<Long> neighbour : neighbours) {
        await(neighbour);
      }
      assertThatThrownBy(() -> await(store("room", "poison"))).hasCauseInstanceOf(NotStored.class);
      Future<Long> refused = poison;
      assertThatThrownBy(() -> await(refused)).hasCauseInstanceOf(NotStored.class);
      assertThat(history.batches()).anyMatch(batch -> batch.items().size() == 1);
    }
  }

  private static void storeUnlessPoisoned(FakeHistory history, IngestBatch batch) {
    if (batch.items().stream().noneMatch(item -> item.message().content().equals("poison"))) {
      history.store(batch);
    }
  }

  @Test
  void anAnswerThatDoesNotAccountForTheBatchIsNone() throws Exception {
    try (FakeHistory history =
        new FakeHistory(bus)
            .doing(
                (self, batch) -> {
                  self.say(batch, "nonsense");
                  self.say(batch, "{\"batchId\":\"unknown\",\"cursors\":[1]}");
                  self.answer(batch, List.of());
                })) {
      Future<Long> stored = store();
      Awaitility.await().until(() -> history.batches().size() >= 2);
      history.inMood(Mood.STORES);
      await(stored);
      assertThat(outbox.size()).isZero();
    }
  }

  @Test
  void aMessageThatIsRefusedLeavesItsNeighboursStored() throws Exception {
    List<Future<Long>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(store());
    }
    try (FakeHistory history =
        new FakeHistory(bus)
            .doing((self, batch) -> self.answer(batch, List.of(1L, IngestAck.REFUSED, 3L)))) {
      await(all.get(0));
      await(all.get(2));
      assertThatThrownBy(() -> await(all.get(1)))
          .cause()
          .isInstanceOfSatisfying(
              NotStored.class, refused -> assertThat(refused.isRefused()).isTrue());
      assertThat(history.batches()).hasSize(1);
    }
  }

  @Test
  void aMessageWaitsForAReplicaToAppear() throws Exception {
    Future<Long> stored = store();
    try (FakeHistory history = new FakeHistory(bus)) {
      long expected = await(stored);
      assertThat(history.received()).extracting(ChatMessage::cursor).containsOnly(expected);
    }
  }

  @Test
  void withoutAnAcknowledgementAMessageFailsAtItsDeadline() {
    try (FakeHistory history = new FakeHistory(bus).inMood(Mood.SILENT)) {
      Future<Long> stored = store();
      assertThatThrownBy(() -> await(stored))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(NotStored.class);
      assertThat(history.received()).hasSizeGreaterThan(1);
      assertThat(outbox.size()).isZero();
      assertThat(outbox.bytes()).isZero();
    }
  }

  @Test
  void thereIsPlaceForSoManyMessagesAndNoMore() {
    Stream.generate(() -> 1).limit(100).forEach(b -> assertThat(outbox.reserve(b)).isTrue());
    assertThat(outbox.reserve(1)).isFalse();
    Stream.generate(() -> 1).limit(100).forEach(outbox::cancel);
    assertThat(outbox.reserve(1)).isTrue();
    outbox.cancel(1);
  }

  @Test
  void thereIsPlaceForSoManyBytesAndNoMore() {
    assertThat(outbox.reserve(60 * 1024)).isTrue();
    assertThat(outbox.reserve(60 * 1024)).isFalse();
    assertThat(outbox.reserve(40 * 1024)).isTrue();
    assertThat(outbox.reserve(1)).isFalse();
    outbox.cancel(60 * 1024);
    outbox.cancel(40 * 1024);
    assertThat(outbox.size()).isZero();
    assertThat(outbox.bytes()).isZero();
  }
}
