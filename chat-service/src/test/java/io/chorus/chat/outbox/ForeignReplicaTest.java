package io.chorus.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.trace.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Another suite's history replica on the same Redis, under the same prefix. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(ForeignReplicaTest.OfItsOwn.class)
class ForeignReplicaTest {
  /** An instance that no other test has told whose it is. */
  public static class OfItsOwn implements QuarkusTestProfile {}

  @Inject Bus bus;
  @Inject Outbox outbox;
  @Inject MeterRegistry metrics;

  private List<Future<Long>> storeInManyRooms() {
    List<Future<Long>> all = new ArrayList<>();
    String rooms = UUID.randomUUID().toString();
    for (int i = 0; i < 30; i++) {
      assertThat(outbox.reserve(100)).isTrue();
      String id = UUID.randomUUID().toString();
      all.add(
          outbox.store(
              new ChatMessage(id, rooms + i, "u1", "Ada", "hi", null, i + 1, null),
              100,
              System.nanoTime(),
              Step.NONE));
    }
    return all;
  }

  private double refused() {
    return metrics.counter("chorus.refused", "bound", "foreign-suite").count();
  }

  @Test
  void nothingIsHandedToItNorBelievedOfIt() throws Exception {
    try (FakeHistory own = new FakeHistory(bus, "own")) {
      for (Future<Long> stored : storeInManyRooms()) {
        stored.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      }
      double before = refused();
      try (FakeHistory foreign = new FakeHistory(bus, "foreign")) {
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> refused() > before + 3);
        own.doing(
            (self, batch) -> {
              IngestAck lie =
                  new IngestAck(batch.header().id(), self.id(), List.of(99L), "foreign", null);
              self.say(batch, Json.text(lie));
              self.store(batch);
            });

        List<Future<Long>> stored = storeInManyRooms();
        for (int i = 0; i < 30; i++) {
          assertThat(
                  stored.get(i).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS))
              .isEqualTo(i + 1);
        }

        assertThat(foreign.batches()).isEmpty();
        assertThat(own.batches()).allMatch(batch -> batch.header().suite().equals("own"));
      }
    }
  }
}
