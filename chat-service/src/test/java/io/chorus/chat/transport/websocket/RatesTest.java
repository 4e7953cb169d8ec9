package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.RawSocket;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class RatesTest {
  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private final String user = "user-" + UUID.randomUUID();
  private FakeHistory history;
  private ChatClient client;

  @BeforeEach
  void connect() {
    history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
    client = ChatClient.connect(service, Backends.tokens().mint(user));
    client.request("join_room", Map.of("roomId", room));
  }

  @AfterEach
  void disconnect() {
    client.close();
    history.close();
  }

  private List<String> outcomes(int requests, String event, Map<String, ?> data) {
    List<Integer> ids =
        IntStream.range(0, requests).mapToObj(i -> client.send(event, data)).toList();
    return ids.stream().map(client::reply).map(RatesTest::outcome).toList();
  }

  private static String outcome(JsonNode reply) {
    return reply.path("ok").asBoolean() ? "ok" : reply.at("/error/code").asText();
  }

  @Test
  void changesCountAsMessagesDo() {
    Map<String, Object> named = Map.of("roomId", room, "id", "m-1", "content", "x");
    Map<String, Object> reaction =
        Map.of("roomId", room, "id", "m-1", "userId", user, "reaction", "+1", "on", true);
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(client.send("edit_message", named));
      ids.add(client.send("react", reaction));
      ids.add(client.send("delete_message", named));
      ids.add(client.send("send_message", Map.of("roomId", room, "content", "x")));
    }
    List<String> outcomes = ids.stream().map(client::reply).map(RatesTest::outcome).toList();

    assertThat(outcomes.subList(0, 40)).containsOnly("ok");
    assertThat(outcomes).contains("rate_limited").containsOnly("ok", "rate_limited");
  }

  @Test
  void readingsBeyondTheirRateAreRefused() {
    List<String> outcomes = outcomes(150, "read_room", Map.of("roomId", room, "cursor", 5));

    assertThat(outcomes.subList(0, 40)).containsOnly("ok");
    assertThat(outcomes).contains("rate_limited").containsOnly("ok", "rate_limited");
  }

  @Test
  void messagesBeyondTheirRateAreRefusedAndTheConnectionLives() {
    List<String> outcomes =
        outcomes(150, "send_message", Map.of("roomId", room, "content", "again"));

    assertThat(outcomes.subList(0, 40)).containsOnly("ok");
    assertThat(outcomes).contains("rate_limited").containsOnly("ok", "rate_limited");
    assertThat(outcome(client.request("ping", Map.of()))).isEqualTo("ok");
  }

  @Test
  void signalsHaveARateOfTheirOwn() {
    List<String> outcomes =
        outcomes(150, "signal", Map.of("roomId", room, "name", "n", "payload", 1));

    assertThat(outcomes.subList(0, 20)).containsOnly("ok");
    assertThat(outcomes).contains("rate_limited").containsOnly("ok", "rate_limited");
    assertThat(outcome(client.request("send_message", Map.of("roomId", room, "content", "hi"))))
        .isEqualTo("ok");
  }

  @Test
  void signalsAreCountedInBytesToo() {
    List<String> outcomes =
        outcomes(10, "signal", Map.of("roomId", room, "name", "n", "payload", "x".repeat(40_000)));

    assertThat(outcomes.getFirst()).isEqualTo("ok");
    assertThat(outcomes).contains("rate_limited");
  }

  @Test
  void whoFloodsIsClosedAndWhatComesAfterIsNotCarriedOut() throws IOException {
    String late = "{\"event\":\"send_message\",\"data\":{\"roomId\":\"%s\",\"content\":\"late\"}}";
    try (RawSocket flood = RawSocket.connect(service, Backends.tokens().mint("flood"))) {
      flood.text("{\"event\":\"join_room\",\"id\":1,\"data\":{\"roomId\":\"" + room + "\"}}");
      flood.awaitText("\"id\":1");
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      byte[] ping = "{\"event\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 20_000; i++) {
        frames.writeBytes(RawSocket.header(RawSocket.FINAL | RawSocket.TEXT, ping.length));
        frames.writeBytes(ping);
      }
      flood.raw(frames.toByteArray());
      for (int i = 0; i < 20; i++) {
        // Ignoring the close frame, and with the rate's allowance back meanwhile.
        flood.text(late.formatted(room));
        client.request("ping", Map.of());
      }

      assertThat(flood.closeCode()).isEqualTo(4429);
      flood.close(4429);
      assertThat(flood.ends()).isTrue();
    }
    assertThat(client.received("message")).isEmpty();
    assertThat(history.received()).isEmpty();
  }
}
