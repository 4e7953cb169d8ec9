package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.Drafts;
import io.chorus.chat.FakeHistory;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.session.Sessions;
import io.chorus.model.room.RoomId;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.RawSocket;
import io.chorus.stack.test.StuckReader;
import io.netty.buffer.PooledByteBufAllocator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(NarrowBounds.class)
class SlowReaderTest {
  private static final int STUCK = 50;
  private static final int SMALL_BUFFER = 4096;

  /** Were nothing shared it would be 6 MB, the bound of each; were nothing bounded, 300 MB. */
  private static final long SHARED_BYTES = 4 << 20;

  /** Were each bounded alone it would be more than 6 MB; the bound of all is 2. */
  private static final long TOGETHER_BYTES = 4 << 20;

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;
  @Inject RoomBus rooms;
  @Inject Sessions sessions;

  private final RoomId room = new RoomId("room-" + UUID.randomUUID());
  private final String large = "x".repeat(10_000);

  private void post(int number) throws Exception {
    rooms
        .publish(Drafts.message(room, "m" + number, "bot", number + " " + large))
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoDoesNotReadIsClosedAndTheOthersDoNotWait() throws Exception {
    List<StuckReader> stuck = new ArrayList<>();
    try (FakeHistory history = new FakeHistory(bus);
        ChatClient reader = ChatClient.connect(service, Backends.tokens().mint("reader"))) {
      reader.request("join_room", Map.of("roomId", room.value()));
      for (int i = 0; i < STUCK; i++) {
        stuck.add(new StuckReader(service, Backends.tokens().mint("stuck" + i), room.value()));
      }
      assertThat(sessions.size()).isEqualTo(STUCK + 1);

      // 6 MB for each: more than the sockets' buffers and the bound together.
      long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      long most = before;
      for (int i = 0; i < 600; i++) {
        post(i);
        most = Math.max(most, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
      }
      assertThat(most).isPositive();
      assertThat(most - before).as("what waits is shared, and bounded").isLessThan(SHARED_BYTES);

      reader.await("message", frame -> frame.at("/data/content").asText().startsWith("599 "));
      List<JsonNode> seen = reader.received("message");
      assertThat(seen).hasSize(600);
      Awaitility.await().atMost(18, TimeUnit.SECONDS).until(() -> sessions.size() == 1);
    } finally {
      for (StuckReader one : stuck) {
        one.close();
      }
    }
  }

  @Test
  void manyWhoDoNotReadAreBoundedTogether() throws Exception {
    List<StuckReader> stuck = new ArrayList<>();
    try (FakeHistory history = new FakeHistory(bus);
        ChatClient reader = ChatClient.connect(service, Backends.tokens().mint("reader"))) {
      reader.request("join_room", Map.of("roomId", room.value() + 0));
      for (int i = 0; i < STUCK; i++) {
        stuck.add(new StuckReader(service, Backends.tokens().mint("stuck" + i), room.value() + i));
      }

      long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
      long most = before;
      for (int i = 0; i < 600; i++) {
        postToEach(i);
        most = Math.max(most, PooledByteBufAllocator.DEFAULT.pinnedDirectMemory());
      }

      assertThat(most - before).as("what waits for all of them").isLessThan(TOGETHER_BYTES);
      reader.await("message", frame -> frame.at("/data/content").asText().startsWith("599 "));
      assertThat(reader.received("message")).hasSize(600);
      Awaitility.await().atMost(18, TimeUnit.SECONDS).until(() -> sessions.size() == 1);
    } finally {
      for (StuckReader one : stuck) {
        one.close();
      }
    }
  }

  /** To rooms in which nothing is shared. */
  private void postToEach(int number) throws Exception {
    List<CompletableFuture<?>> posts = new ArrayList<>();
    for (int i = 0; i < STUCK; i++) {
      posts.add(
          rooms
              .publish(
                  Drafts.message(
                      new RoomId(room.value() + i), "m" + number, "bot", number + " " + large))
              .toCompletionStage()
              .toCompletableFuture());
    }
    CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoPingsAndDoesNotReadIsClosedToo() throws Exception {
    try (RawSocket socket =
        new RawSocket(service, "/ws", Backends.tokens().mint("pinger"), SMALL_BUFFER)) {
      long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      ByteArrayOutputStream pings = new ByteArrayOutputStream();
      for (int i = 0; i < 1000; i++) {
        pings.writeBytes(RawSocket.header(RawSocket.FINAL | RawSocket.PING, 125));
        pings.writeBytes(new byte[125]);
      }
      // 13 MB of answers: more than the sockets' buffers and the bound together.
      for (int i = 0; i < 100; i++) {
        socket.raw(pings.toByteArray());
      }
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
          .as("answers that wait are bounded")
          .isLessThan(SHARED_BYTES);

      assertThat(socket.closeCode()).isEqualTo(4408);
    }
  }

  @Test
  void whoReadsAgainSoonFindsOutWhy() throws Exception {
    try (FakeHistory history = new FakeHistory(bus);
        StuckReader reader =
            new StuckReader(service, Backends.tokens().mint("reader"), room.value())) {
      for (int i = 0; i < 600; i++) {
        post(i);
      }

      assertThat(reader.readToTheEnd()).isEqualTo(4408);
    }
  }
}
