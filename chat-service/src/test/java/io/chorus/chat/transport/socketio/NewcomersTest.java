package io.chorus.chat.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.test.RawSocket;
import io.chorus.stack.test.SocketIoPolling;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients may take up that have not shown a token yet, and what those that poll may. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(NarrowSocketIo.class)
class NewcomersTest {
  private static final String NEW = "EIO=4&transport=websocket";
  private static final int OVERLOADED = 503;

  @TestHTTPResource("/")
  URI service;

  @Inject MeterRegistry metrics;

  private final List<PacketClient> sockets = new ArrayList<>();
  private final List<SocketIoPolling> pollers = new ArrayList<>();

  @AfterEach
  void leave() {
    sockets.forEach(PacketClient::close);
    pollers.forEach(SocketIoPolling::close);
    awaitGauge("chorus.newcomers", 0);
    awaitGauge("chorus.polling", 0);
  }

  private void awaitGauge(String name, int value) {
    Awaitility.await(name)
        .atMost(Duration.ofSeconds(30))
        .until(() -> metrics.get(name).gauge().value() == value);
  }

  private PacketClient socket() {
    PacketClient client = PacketClient.open(service);
    sockets.add(client);
    return client;
  }

  private SocketIoPolling poller() {
    SocketIoPolling client = SocketIoPolling.open(service);
    pollers.add(client);
    return client;
  }

  private static Map<String, String> token() {
    return Map.of("token", Backends.tokens().mint("ada"));
  }

  @Test
  void oneMoreSocketWithoutATokenIsNotUpgraded() {
    for (int i = 0; i < NarrowSocketIo.NEWCOMERS; i++) {
      socket();
    }
    assertThat(PacketClient.refusal(service, NEW)).isEqualTo(OVERLOADED);
    assertThat(SocketIoPolling.refusal(service)).isEqualTo(OVERLOADED);

    sockets.getFirst().connect(token());
    socket();
    assertThat(PacketClient.refusal(service, NEW)).isEqualTo(OVERLOADED);
  }

  @Test
  void whoIsRefusedOrGoesGivesItsPlaceBack() {
    for (int i = 0; i < NarrowSocketIo.NEWCOMERS; i++) {
      assertThat(socket().connect(Map.of("token", "nonsense")).path("message").asText())
          .isEqualTo("unauthorized");
    }
    assertThat(PacketClient.refusal(service, NEW)).isEqualTo(OVERLOADED);

    sockets.getFirst().cut();

    awaitGauge("chorus.newcomers", NarrowSocketIo.NEWCOMERS - 1);
    socket();
  }

  @Test
  void oneMoreSessionThatPollsIsRefused() {
    for (int i = 0; i < NarrowSocketIo.POLLING; i++) {
      poller().connect(token());
    }
    assertThat(SocketIoPolling.refusal(service)).isEqualTo(OVERLOADED);
    assertThat(metrics.counter("chorus.refused", "bound", "polling-sessions").count()).isPositive();
    assertThat(socket().connect(token()).has("sid")).isTrue();

    pollers.getFirst().close();
    awaitGauge("chorus.polling", NarrowSocketIo.POLLING - 1);
    poller();
  }

  @Test
  void aSessionThatIsUpgradedPollsNoMore() {
    SocketIoPolling first = poller();
    poller();
    assertThat(SocketIoPolling.refusal(service)).isEqualTo(OVERLOADED);

    PacketClient socket = PacketClient.upgrade(service, first.id());
    sockets.add(socket);
    socket.send("2probe");
    socket.await("3probe"::equals);
    socket.send("5");

    awaitGauge("chorus.polling", NarrowSocketIo.POLLING - 1);
    poller();
  }

  @Test
  void aSocketWithoutATokenMaySendSoMuch() throws IOException {
    try (RawSocket socket = new RawSocket(service, "/socket.io/?" + NEW, "", 0)) {
      // The decoder would wait for the whole frame, and keep what it has.
      socket.raw(RawSocket.header(RawSocket.FINAL | RawSocket.TEXT, 60_000));
      socket.raw(new byte[NarrowSocketIo.NEWCOMER_BYTES]);

      assertThat(socket.closeCode()).isEqualTo(4429);
    }
  }

  @Test
  void aPollingSessionWithoutATokenMayPostSoMuch() {
    SocketIoPolling client = poller();
    assertThat(client.post("3" + "x".repeat(NarrowSocketIo.NEWCOMER_BYTES / 2))).isEqualTo(200);

    assertThat(client.post("3" + "x".repeat(NarrowSocketIo.NEWCOMER_BYTES / 2))).isEqualTo(413);
    assertThat(client.post("3")).isEqualTo(400);
  }

  @Test
  void whoHasShownATokenMaySendMore() {
    String large = "x".repeat(4 * NarrowSocketIo.NEWCOMER_BYTES);
    PacketClient socket = socket();
    socket.connect(token());
    JsonNode bySocket = socket.request(1, "ping", Map.of("large", large));
    SocketIoPolling poller = poller();
    poller.connect(token());

    assertThat(bySocket.path("ok").asBoolean()).isTrue();
    assertThat(poller.post("421[\"ping\",{\"large\":\"" + large + "\"}]")).isEqualTo(200);
  }
}
