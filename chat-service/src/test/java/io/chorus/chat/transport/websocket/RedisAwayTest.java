package io.chorus.chat.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.message.ChatMessage;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.ChatClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
@TestProfile(RedisAwayTest.OwnInstance.class)
class RedisAwayTest {
  /**
   * An instance of its own: it sends clients back for seconds after a loss, those of other tests
   * too.
   */
  public static class OwnInstance implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("chorus.outbox.deadline", "4s");
    }
  }

  private static final Duration NOTICED = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  URI service;

  @TestHTTPResource(value = "/health/ready", management = true)
  URI ready;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private FakeHistory history;
  private ChatClient ada;
  private ChatClient bob;

  @BeforeEach
  void connect() {
    Awaitility.await().until(bus::isLive);
    history = new FakeHistory(bus);
    ada = ChatClient.connect(service, Backends.tokens().mint("ada"));
    bob = ChatClient.connect(service, Backends.tokens().mint("bob"));
    ada.request("join_room", Map.of("roomId", room));
    bob.request("join_room", Map.of("roomId", room));
  }

  @AfterEach
  void disconnect() {
    ada.close();
    bob.close();
    history.close();
  }

  private JsonNode say(String content, String id) {
    return ada.request("send_message", Map.of("roomId", room, "content", content, "id", id));
  }

  /** Returns when it is back, and everybody is being told. */
  private void killRedis() {
    CountDownLatch restored = new CountDownLatch(1);
    bus.onRestored(restored::countDown);
    Backends.redis().kill();
    Awaitility.await().until(() -> restored.getCount() == 0);
  }

  private int readiness() {
    return RestAssured.get(ready).statusCode();
  }

  @Test
  void afterARestartSocketsAreOpenClientsAreToldAndChatGoesOn() {
    long before = say("before", "m1").path("cursor").asLong();

    killRedis();

    ada.await("resync");
    bob.await("resync");
    JsonNode reply = say("after", "m2");
    assertThat(reply.path("cursor").asLong()).isGreaterThan(before);
    JsonNode message =
        bob.await("message", frame -> frame.at("/data/id").asText().equals("m2")).path("data");
    assertThat(message.get("prev").asLong(0)).isZero();
    JsonNode members = ada.request("join_room", Map.of("roomId", room));
    assertThat(members.path("memberCount").asInt()).isEqualTo(2);
    assertThat(bob.received("user_left")).isEmpty();
    assertThat(ada.received("user_joined")).hasSize(1);
  }

  @Test
  void theLastTimeClientsGoBackToBeforeTheLoss() {
    long before = say("before", "m1").path("cursor").asLong();

    killRedis();

    ada.await("resync", frame -> frame.at("/data/after").asLong(before) < before);
  }

  @Test
  void whoConnectsRightAfterItIsBackIsToldToo() {
    killRedis();

    try (ChatClient eve = ChatClient.connect(service, Backends.tokens().mint("eve"))) {
      eve.await("resync");
    }
  }

  @Test
  void aMessageSentAgainAfterARestartNamesItsFirstPlace() {
    long first = say("once", "m1").path("cursor").asLong();
    killRedis();
    ada.await("resync");

    assertThat(say("once", "m1").path("cursor").asLong()).isEqualTo(first);
  }

  @Test
  void whileItIsAwayRequestsAreRefusedInTimeAndReadinessSaysSo() {
    Backends.redis().stop();
    try {
      Awaitility.await().atMost(NOTICED).until(() -> readiness() == 503);
      assertThat(say("lost?", "m1").at("/error/code").asText()).isEqualTo("overloaded");
      assertThat(ada.isOpen()).isTrue();
    } finally {
      Backends.redis().start();
    }
    Awaitility.await().atMost(NOTICED).until(() -> readiness() == 200);
    ada.await("resync");
  }

  @Test
  void whoConnectsWhileItIsAwayIsGreetedBeforeAllElseWhenItIsBack() {
    Backends.redis().stop();
    ChatClient eve;
    try {
      eve = ChatClient.connectUngreeted(service, Backends.tokens().mint("eve"));
      eve.sendText("nonsense");
      eve.sendText("{\"event\":\"nonsense\",\"id\":1}");
    } finally {
      Backends.redis().start();
    }
    assertThat(eve.reply(1).at("/error/code").asText()).isEqualTo("unknown_event");
    assertThat(eve.frames())
        .extracting(frame -> frame.path("event").asText())
        .startsWith("authenticated", "error", "reply");
    eve.close();
  }

  @Test
  void whoCameBackIsNotToldGoneWhenThoseWhoStayedAwayAre() {
    ChatClient eve = ChatClient.connect(service, Backends.tokens().mint("eve"));
    eve.request("join_room", Map.of("roomId", room));
    Backends.redis().stop();
    try {
      Awaitility.await().atMost(NOTICED).until(() -> readiness() == 503);
      eve.request("leave_room", Map.of("roomId", room));
      bob.request("leave_room", Map.of("roomId", room));
      assertThat(bob.request("join_room", Map.of("roomId", room)).at("/error/code").asText())
          .isEqualTo("overloaded");
    } finally {
      Backends.redis().start();
    }
    Awaitility.await().until(bus::isLive);
    assertThat(bob.request("join_room", Map.of("roomId", room)).path("ok").asBoolean()).isTrue();

    ada.await("user_left", frame -> frame.at("/data/userId").asText().equals("eve"));
    assertThat(ada.received("user_left"))
        .extracting(left -> left.path("userId").asText())
        .doesNotContain("bob");
    JsonNode members = ada.request("join_room", Map.of("roomId", room));
    assertThat(members.path("memberCount").asInt()).isEqualTo(2);
    eve.close();
  }

  @Test
  void aHangIsNoticedAndPassesWithoutALoss() throws Exception {
    signal("STOP");
    try {
      Awaitility.await().atMost(NOTICED).until(() -> readiness() == 503);
      assertThat(say("lost?", "m1").at("/error/code").asText()).isEqualTo("overloaded");
      assertThat(ada.isOpen()).isTrue();
    } finally {
      signal("CONT");
    }
    Awaitility.await().atMost(NOTICED).until(() -> readiness() == 200);
    long cursor = say("lost?", "m1").path("cursor").asLong();
    // Published when the hang was over or before: live, or to be found by those who are told.
    bob.await("resync");
    assertThat(history.received()).extracting(ChatMessage::id).containsOnly("m1");
    assertThat(history.received()).extracting(ChatMessage::cursor).containsOnly(cursor);
  }

  private static void signal(String name) throws Exception {
    String pid = Long.toString(Backends.redis().pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
