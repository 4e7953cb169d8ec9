package io.chorus.chat.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.FakeHistory.Mood;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.reading.MarkAnswer;
import io.chorus.model.room.RoomId;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class ReadMarkersTest {
  @Inject Bus bus;
  @Inject ReadMarkers markers;

  private final String user = "user-" + UUID.randomUUID();

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private MarkAnswer mark(RoomId room, long cursor) throws Exception {
    return await(markers.mark(room, user, cursor, "connection-1"));
  }

  private static RoomId newRoom() {
    return new RoomId("room-" + UUID.randomUUID());
  }

  private FakeHistory replica() {
    return new FakeHistory(bus).knowing(IngestVersion.CURRENT);
  }

  @Test
  void whereOneReplicaIsSilentOrFailsAnotherIsAsked() throws Exception {
    try (FakeHistory silent = replica().inMood(Mood.SILENT);
        FakeHistory failing = replica().inMood(Mood.FAILS);
        FakeHistory good = replica()) {
      for (int i = 0; i < 5; i++) {
        assertThat(mark(newRoom(), 7).read().cursor()).isEqualTo(7);
      }
    }
  }

  @Test
  void whereNoReplicaKnowsMarkersTheCallerIsTold() {
    try (FakeHistory old = new FakeHistory(bus).knowing(IngestVersion.LOG - 1)) {
      isOverloaded();
    }
  }

  @Test
  void whereNoReplicaAnswersTheCallerIsTold() {
    try (FakeHistory silent = replica().inMood(Mood.SILENT)) {
      isOverloaded();
    }
  }

  private void isOverloaded() {
    assertThatThrownBy(() -> mark(newRoom(), 7))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED));
  }

  @Test
  void theUsersOtherConnectionsAreToldOnceAndOfNoStepBack() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    await(bus.subscribe(UserChannels.of(user), event -> told.add(event.toString())));
    RoomId room = newRoom();
    try (FakeHistory history = replica()) {
      mark(room, 7);
      assertThat(mark(room, 5).read().cursor()).isEqualTo(7);
      mark(room, 9);

      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> told.size() == 2);
      assertThat(told)
          .first()
          .isEqualTo(
              "e connection-1\n{\"event\":\"room_read\",\"data\":{\"roomId\":\"%s\",\"cursor\":7,\"unread\":0,\"mentions\":0}}"
                  .formatted(room));
    } finally {
      bus.unsubscribe(UserChannels.of(user));
    }
  }
}
