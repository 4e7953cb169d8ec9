package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.FakeHistory.Mood;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestChannels;
import io.chorus.model.ingest.ReplicaAnnouncement;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.trace.Step;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nothing here waits for an acknowledgement to be overdue: it would take longer than the tests. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(HandingOnTest.Patient.class)
class HandingOnTest {
  public static class Patient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.outbox.deadline", "10m", "chorus.outbox.acknowledgement", "9m");
    }
  }

  @Inject Bus bus;
  @Inject Outbox outbox;

  /** In so many rooms that each of two replicas is asked first for some. */
  private void storeInManyRooms() throws Exception {
    List<Future<Long>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      assertThat(outbox.reserve(100)).isTrue();
      all.add(
          outbox.store(
              new ChatMessage(
                  UUID.randomUUID().toString(), "room-" + i, "u1", "Ada", "hi", null, i + 1, null),
              100,
              System.nanoTime(),
              Step.NONE));
    }
    for (Future<Long> stored : all) {
      stored.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  private Future<Long> store(String content) {
    assertThat(outbox.reserve(100)).isTrue();
    return outbox.store(
        new ChatMessage(UUID.randomUUID().toString(), "room", "u1", "Ada", content, null, 1, null),
        100,
        System.nanoTime(),
        Step.NONE);
  }

  @Test
  void whatIsStoredIsForgottenThoughSomethingOlderStillWaits() throws Exception {
    try (FakeHistory history =
        new FakeHistory(bus)
            .doing(
                (self, batch) -> {
                  if (!batch.items().getFirst().message().content().equals("waits")) {
                    self.store(batch);
                  }
                })) {
      store("waits");
      Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> !history.received().isEmpty());

      WeakReference<Future<Long>> stored = new WeakReference<>(store("is stored"));
      Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> outbox.size() == 1);
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(
              () -> {
                System.gc();
                return stored.refersTo(null);
              });
      // Again and again: an answer may be lost, and nothing is sent again for nine minutes.
      Awaitility.await()
          .atMost(1, TimeUnit.MINUTES)
          .until(
              () -> {
                history.batches().forEach(history::store);
                return outbox.size() == 0;
              });
    }
  }

  @Test
  void whenAReplicaCannotStoreTheNextIsAskedAtOnce() throws Exception {
    try (FakeHistory first = new FakeHistory(bus).inMood(Mood.FAILS);
        FakeHistory second = new FakeHistory(bus)) {
      storeInManyRooms();

      assertThat(first.received()).isNotEmpty();
      assertThat(second.received()).hasSize(30);
    }
  }

  @Test
  void whenAnAnswerDoesNotAccountForTheBatchTheNextIsAskedAtOnce() throws Exception {
    try (FakeHistory first =
            new FakeHistory(bus).doing((self, batch) -> self.answer(batch, List.of()));
        FakeHistory second = new FakeHistory(bus)) {
      storeInManyRooms();

      assertThat(first.received()).isNotEmpty();
      assertThat(second.received()).hasSize(30);
    }
  }

  @Test
  void whenNobodyListensTheNextIsAskedAtOnce() throws Exception {
    try (FakeHistory history = new FakeHistory(bus)) {
      bus.publish(
          IngestChannels.ANNOUNCEMENTS, Json.text(ReplicaAnnouncement.first("deaf", false)));
      storeInManyRooms();

      assertThat(history.received()).hasSize(30);
    }
  }
}
