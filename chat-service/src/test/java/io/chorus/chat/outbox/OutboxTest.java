package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.FakeHistory.Mood;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
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
          "chorus.outbox.deadline", "2s",
          "chorus.outbox.acknowledgement", "300ms",
          "chorus.outbox.capacity", "100");
    }
  }

  @Inject Bus bus;
  @Inject Outbox outbox;

  private long cursor = 1;

  private Future<Long> store() {
    assertThat(outbox.reserve()).isTrue();
    return outbox.store(
        new ChatMessage(
            UUID.randomUUID().toString(), "room", "u1", "Ada", "hi", null, cursor++, null));
  }

  private static long await(Future<Long> stored) throws Exception {
    return stored.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aMessageIsAcknowledgedWithItsCursor() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      long expected = cursor;
      assertThat(await(store())).isEqualTo(expected);
      assertThat(history.received()).extracting(ChatMessage::cursor).containsOnly(expected);
      assertThat(outbox.size()).isZero();
    }
  }

  @Test
  void messagesOfOneMomentTravelTogetherAndInOrder() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        all.add(store());
      }
      for (Future<Long> stored : all) {
        await(stored);
      }
      // A batch may come twice, where its acknowledgement takes long.
      assertThat(history.received().stream().map(ChatMessage::cursor).distinct().toList())
          .isSorted();
    }
  }

  @Test
  void whenAReplicaIsSilentTheNextIsAsked() throws Exception {
    try (FakeHistory first = new FakeHistory(bus).inMood(Mood.SILENT);
        FakeHistory second = new FakeHistory(bus)) {
      // One of the two rooms' hashes, at least, points to the silent one.
      await(store());
      first.inMood(Mood.STORES);
      second.inMood(Mood.SILENT);
      await(store());
      // Which of the two the room hashes to is open, and so is how often the other was asked.
      assertThat(Stream.of(first, second).map(FakeHistory::received).flatMap(List::stream))
          .extracting(ChatMessage::cursor)
          .containsOnly(1L, 2L);
    }
  }

  @Test
  void whenAReplicaCannotStoreTheNextIsAskedAtOnce() throws Exception {
    try (FakeHistory first = new FakeHistory(bus).inMood(Mood.FAILS);
        FakeHistory second = new FakeHistory(bus)) {
      await(store());
      first.inMood(Mood.STORES);
      second.inMood(Mood.FAILS);
      await(store());
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

      assertThat(history.batches().getFirst().again()).isFalse();
      assertThat(history.batches().getLast().again()).isTrue();
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
    }
  }

  @Test
  void thereIsPlaceForSoManyMessagesAndNoMore() {
    for (int i = 0; i < 100; i++) {
      assertThat(outbox.reserve()).isTrue();
    }
    assertThat(outbox.reserve()).isFalse();
    for (int i = 0; i < 100; i++) {
      outbox.cancel();
    }
    assertThat(outbox.reserve()).isTrue();
    outbox.cancel();
  }
}
