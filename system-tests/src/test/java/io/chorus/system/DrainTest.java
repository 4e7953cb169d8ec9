package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.checker.nemesis.Victim;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.PacketClient;
import io.chorus.stack.test.SocketIoPolling;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orderly stop of one chat instance. */
class DrainTest {
  private static final int CLIENTS = 10;
  private static final long MARGIN_MILLIS = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static Suite suite;

  @BeforeAll
  static void start() {
    suite =
        Suite.start(
            SuiteOptions.in(Path.of(".."))
                .apartIn(folder)
                .withInstances(2, 1, 1)
                .withEnvironment(
                    Map.of("CHORUS_SESSION_DRAIN", "5s", "CHORUS_OUTBOX_DEADLINE", "20s")));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  @BeforeEach
  void awaitBothInstances() {
    for (int i = 0; i < 2; i++) {
      int instance = i;
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> readiness(suite.chat(instance)) == 200);
    }
  }

  private static int readiness(ServiceEndpoint service) {
    return given().get(service.management() + "/q/health/ready").statusCode();
  }

  @Test
  void clientsAreSentElsewhereOneByOneAndNothingIsLost() {
    URI leaving = URI.create(suite.chat(0).url());
    ProcessHandle process = ProcessHandle.of(suite.chat(0).pid()).orElseThrow();
    List<ChatClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(ChatClient.connect(leaving, suite.tokens().mint("user-" + i)));
    }
    ChatClient first = clients.getFirst();
    first.request("join_room", Map.of("roomId", "room"));
    try (ChatClient elsewhere =
        ChatClient.connect(URI.create(suite.chat(1).url()), suite.tokens().mint("elsewhere"))) {
      elsewhere.request("join_room", Map.of("roomId", "room"));

      process.destroy();

      Set<Integer> delays = new HashSet<>();
      for (ChatClient client : clients) {
        JsonNode told = client.await("server_draining").path("data");
        assertThat(told.path("reconnectAfterMs").asInt()).isBetween(1, 5000);
        delays.add(told.path("reconnectAfterMs").asInt());
      }
      assertThat(delays).hasSizeGreaterThan(CLIENTS / 2);
      assertThat(ChatClient.refusal(leaving, suite.tokens().mint("late"))).isEqualTo(503);
      assertThat(readiness(suite.chat(0))).as("readiness of one that drains").isEqualTo(503);

      for (ChatClient client : clients) {
        assertThat(client.closeCode()).isEqualTo(1012);
      }
      assertThat(elsewhere.await("user_left").at("/data/userId").asText()).isEqualTo("user-0");
      Awaitility.await().until(() -> !process.isAlive());
      JsonNode members = elsewhere.request("join_room", Map.of("roomId", "room"));
      assertThat(members.path("memberCount").asInt()).isEqualTo(1);
    } finally {
      clients.forEach(ChatClient::close);
    }
  }

  /** Polls as clients do, as soon as there was an answer, until the session is closed. */
  private static String toTheEnd(SocketIoPolling polling) {
    StringBuilder polled = new StringBuilder();
    while (!polled.toString().endsWith("\u001e1")) {
      polled.append('\u001e').append(polling.poll());
    }
    return polled.toString();
  }

  @Test
  void clientsOfSocketIoAreSentElsewhereToo() {
    URI leaving = URI.create(suite.chat(0).url());
    Map<String, String> token = Map.of("token", suite.tokens().mint("ada"));
    try (PacketClient connected = PacketClient.open(leaving);
        PacketClient newcomer = PacketClient.open(leaving);
        SocketIoPolling polling = SocketIoPolling.open(leaving)) {
      connected.connect(token);
      polling.connect(token);

      CompletableFuture<String> polled = CompletableFuture.supplyAsync(() -> toTheEnd(polling));

      ProcessHandle.of(suite.chat(0).pid()).orElseThrow().destroy();

      connected.awaitEvent("server_draining", data -> true);
      newcomer.send("40{\"token\":\"" + token.get("token") + "\"}");
      assertThat(newcomer.closeCode()).isEqualTo(1012);
      assertThat(PacketClient.refusal(leaving, "EIO=4&transport=websocket")).isEqualTo(503);
      assertThat(SocketIoPolling.refusal(leaving)).isEqualTo(503);
      assertThat(connected.closeCode()).isEqualTo(1012);
      assertThat(polled).succeedsWithin(PATIENCE).asString().contains("server_draining");
    }
  }

  @Test
  void whatWasSentBeforeTheStopIsStoredAndAnsweredHoweverLongItTakes() {
    Victim history = new Victim(suite.history(0).pid());
    try (ChatClient ada =
        ChatClient.connect(URI.create(suite.chat(1).url()), suite.tokens().mint("ada"))) {
      ada.request("join_room", Map.of("roomId", "kept"));
      List<Integer> requests = new ArrayList<>();
      history.freeze();
      try {
        for (int i = 0; i < 20; i++) {
          requests.add(ada.send("send_message", Map.of("roomId", "kept", "content", "no " + i)));
        }
        Awaitility.await().until(() -> ada.received("message").size() == requests.size());
        ProcessHandle.of(suite.chat(1).pid()).orElseThrow().destroy();
        int delay = ada.await("server_draining").at("/data/reconnectAfterMs").asInt();
        Awaitility.await().during(Duration.ofMillis(delay + MARGIN_MILLIS)).until(ada::isOpen);
      } finally {
        history.thaw();
      }

      requests.forEach(id -> assertThat(ada.reply(id).path("ok").asBoolean()).isTrue());
      assertThat(ada.closeCode()).isEqualTo(1012);
    }
  }
}
