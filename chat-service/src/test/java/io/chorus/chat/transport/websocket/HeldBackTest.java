package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Somebody who sends faster than the history stores. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(HeldBackTest.Unlimited.class)
class HeldBackTest {
  public static class Unlimited implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "chorus.outbox.capacity", "1000",
          "chorus.session.messages-per-second", "1000000",
          "chorus.session.message-burst", "1000000",
          "chorus.session.frames-per-second", "1000000",
          "chorus.session.bytes-per-second", "100000000",
          "chorus.session.user-messages-per-second", "1000000",
          "chorus.session.user-fan-out-bytes-per-second", "1000000000");
    }
  }

  private static final int MESSAGES = 3_000;
  private static final long STORING_MILLIS = 100;

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;
  @Inject Vertx vertx;
  @Inject MeterRegistry metrics;

  @Test
  void whatComesFasterThanItIsStoredWaitsAndIsNotRefused() {
    String room = "room-" + UUID.randomUUID();
    try (FakeHistory history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
        ChatClient client =
            ChatClient.connect(service, Backends.tokens().mint("user-" + UUID.randomUUID()))) {
      history.doing((it, batch) -> vertx.setTimer(STORING_MILLIS, ignored -> it.store(batch)));
      Map<String, String> message = Map.of("roomId", room, "content", "x");
      client.request("join_room", Map.of("roomId", room));
      // Nobody is held back before it is known that the history stores.
      client.request("send_message", message);

      IntStream.range(0, MESSAGES).forEach(i -> client.send("send_message", message));

      await().atMost(60, TimeUnit.SECONDS).until(() -> replies(client).size() == MESSAGES + 2);
      assertThat(replies(client)).allMatch(reply -> reply.path("ok").asBoolean());
      assertThat(metrics.counter("chorus.held.back").count()).isPositive();
    }
  }

  private static List<JsonNode> replies(ChatClient client) {
    return client.received("reply");
  }
}
