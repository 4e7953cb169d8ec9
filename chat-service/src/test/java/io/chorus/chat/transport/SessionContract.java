package io.chorus.chat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.UserChannels;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Carrier;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client may rely on, whatever carries its session. */
@QuarkusTestResource(Backends.class)
public abstract class SessionContract {
  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private FakeHistory history;
  private ChatClient ada;
  private ChatClient bob;

  protected abstract Carrier carrier();

  @BeforeEach
  void connect() {
    history = new FakeHistory(bus);
    ada = client("ada");
    bob = client("bob");
  }

  private ChatClient client(String name) {
    return ChatClient.connect(carrier(), service, token(name));
  }

  @AfterEach
  void disconnect() {
    ada.close();
    bob.close();
    history.close();
  }

  private static String token(String name) {
    return Backends.tokens().mint(TokenRequest.user("id-" + name).named(name));
  }

  private JsonNode join(ChatClient client) {
    return client.request("join_room", Map.of("roomId", room));
  }

  private JsonNode say(ChatClient client, String content) {
    return client.request("send_message", Map.of("roomId", room, "content", content));
  }

  @Test
  void joiningTellsWhoIsThereAndWhereTheRoomStands() {
    JsonNode first = join(ada);
    assertThat(first.path("ok").asBoolean()).isTrue();
    assertThat(first.path("roomId").asText()).isEqualTo(room);
    assertThat(first.get("cursor").isNull()).isTrue();
    assertThat(first.path("memberCount").asInt()).isEqualTo(1);
    long cursor = say(ada, "hello").path("cursor").asLong();

    JsonNode second = join(bob);

    assertThat(second.path("cursor").asLong()).isEqualTo(cursor);
    assertThat(second.path("memberCount").asInt()).isEqualTo(2);
    assertThat(second.path("members").findValuesAsText("userId"))
        .containsExactlyInAnyOrder("id-ada", "id-bob");
    assertThat(second.path("members").findValuesAsText("username"))
        .containsExactlyInAnyOrder("ada", "bob");
  }

  @Test
  void aMessageReachesEverybodyInTheRoomAndItsSender() {
    join(ada);
    join(bob);

    JsonNode reply =
        ada.request(
            "send_message",
            Map.of(
                "roomId",
                room,
                "content",
                "grüß dich 👋",
                "id",
                "m-1",
                "metadata",
                Map.of("k", List.of(1, "two"))));

    assertThat(reply.path("ok").asBoolean()).isTrue();
    assertThat(reply.path("id").asText()).isEqualTo("m-1");
    assertThat(reply.path("timestamp").asLong()).isEqualTo(reply.path("cursor").asLong() / 1000);
    for (ChatClient client : List.of(ada, bob)) {
      JsonNode message = client.await("message").path("data");
      assertThat(message.path("content").asText()).isEqualTo("grüß dich 👋");
      assertThat(message.path("metadata").toString()).isEqualTo("{\"k\":[1,\"two\"]}");
      assertThat(message.path("userId").asText()).isEqualTo("id-ada");
      assertThat(message.path("username").asText()).isEqualTo("ada");
      assertThat(message.path("cursor")).isEqualTo(reply.path("cursor"));
      assertThat(message.path("timestamp")).isEqualTo(reply.path("timestamp"));
      assertThat(message.get("prev").asLong(0)).isZero();
    }
  }

  @Test
  void messagesFormAChainInTheOrderInWhichTheyWereSent() {
    join(bob);
    join(ada);
    List<Integer> requests =
        IntStream.range(0, 20)
            .mapToObj(i -> ada.send("send_message", Map.of("roomId", room, "content", "no " + i)))
            .toList();
    requests.forEach(id -> assertThat(ada.reply(id).path("ok").asBoolean()).isTrue());
    bob.await("message", frame -> frame.at("/data/content").asText().equals("no 19"));

    List<JsonNode> seen = bob.received("message");

    assertThat(seen).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(seen.get(i).path("content").asText()).isEqualTo("no " + i);
      if (i > 0) {
        assertThat(seen.get(i).path("prev")).isEqualTo(seen.get(i - 1).path("cursor"));
        assertThat(seen.get(i).path("cursor").asLong())
            .isGreaterThan(seen.get(i - 1).path("cursor").asLong());
      }
    }
  }

  @Test
  void theSameMessageSentAgainIsAnsweredAlikeAndNotDeliveredAgain() {
    join(ada);
    join(bob);
    Map<String, ?> message = Map.of("roomId", room, "content", "once", "id", "same");
    JsonNode first = ada.request("send_message", message);

    JsonNode second = ada.request("send_message", message);
    say(ada, "after");

    assertThat(second).isEqualTo(first);
    bob.await("message", frame -> frame.at("/data/content").asText().equals("after"));
    assertThat(bob.received("message")).hasSize(2);
  }

  @Test
  void aRequestNeedNotWaitForTheJoinBeforeIt() {
    int join = ada.send("join_room", Map.of("roomId", room));
    int message = ada.send("send_message", Map.of("roomId", room, "content", "at once"));

    assertThat(ada.reply(join).path("ok").asBoolean()).isTrue();
    assertThat(ada.reply(message).path("ok").asBoolean()).isTrue();
  }

  @Test
  void comingAndGoingIsToldOncePerUser() {
    join(ada);
    join(bob);
    try (ChatClient bobsPhone = client("bob")) {
      join(bobsPhone);
      bobsPhone.request("leave_room", Map.of("roomId", room));
    }
    bob.request("leave_room", Map.of("roomId", room));

    JsonNode left = ada.await("user_left").path("data");
    assertThat(left.path("userId").asText()).isEqualTo("id-bob");
    assertThat(left.path("username").asText()).isEqualTo("bob");
    assertThat(left.path("roomId").asText()).isEqualTo(room);
    assertThat(left.path("timestamp").asLong()).isPositive();
    assertThat(ada.received("user_joined")).hasSize(1);
    assertThat(ada.received("user_left")).hasSize(1);
    assertThat(bob.received("user_joined")).isEmpty();
  }

  @Test
  void aConnectionThatEndsLeavesItsRooms() {
    join(ada);
    join(bob);

    bob.close();

    assertThat(ada.await("user_left").at("/data/userId").asText()).isEqualTo("id-bob");
    assertThat(join(ada).path("memberCount").asInt()).isEqualTo(1);
  }

  @Test
  void whoHasLeftHearsNothingMore() {
    join(ada);
    join(bob);
    bob.request("leave_room", Map.of("roomId", room));

    say(ada, "gone?");
    bob.request("ping", Map.of());

    assertThat(bob.received("message")).isEmpty();
  }

  @Test
  void typingAndSignalsReachTheOthersAlone() {
    join(ada);
    join(bob);

    ada.request("typing", Map.of("roomId", room, "isTyping", true));
    ada.request("signal", Map.of("roomId", room, "name", "cursor", "payload", Map.of("x", 1)));

    JsonNode typing = bob.await("user_typing").path("data");
    assertThat(typing.path("userId").asText()).isEqualTo("id-ada");
    assertThat(typing.path("isTyping").asBoolean()).isTrue();
    JsonNode signal = bob.await("signal").path("data");
    assertThat(signal.path("name").asText()).isEqualTo("cursor");
    assertThat(signal.at("/payload/x").asInt()).isEqualTo(1);
    assertThat(ada.received("user_typing")).isEmpty();
    assertThat(ada.received("signal")).isEmpty();
  }

  @Test
  void typingIsNotToldToTheUsersOwnDevicesAndSignalsAre() {
    try (ChatClient phone = client("ada")) {
      join(ada);
      join(phone);
      join(bob);

      ada.request("typing", Map.of("roomId", room, "isTyping", true));
      ada.request("signal", Map.of("roomId", room, "name", "cursor", "payload", 1));

      bob.await("user_typing");
      phone.await("signal");
      assertThat(phone.received("user_typing")).isEmpty();
    }
  }

  @Test
  void aNotificationReachesEveryConnectionOfItsUserAndABroadcastEverybody() {
    try (ChatClient phone = client("ada")) {
      bus.publish(UserChannels.of("id-ada"), notification("for ada"));
      bus.publish(UserChannels.BROADCAST, notification("for all"));

      for (ChatClient client : List.of(ada, phone)) {
        client.await("notification", frame -> frame.at("/data/message").asText().equals("for ada"));
        client.await("notification", frame -> frame.at("/data/message").asText().equals("for all"));
      }
      bob.await("notification");
      assertThat(bob.received("notification")).hasSize(1);
    }
  }

  private static String notification(String message) {
    return Envelope.event(Frame.of(Event.NOTIFICATION, Map.of("message", message)));
  }

  @Test
  void aTokenCanBeReplacedByANewerOneOfTheSameUser() {
    JsonNode renewed = ada.request("authenticate", Map.of("token", token("ada")));
    assertThat(renewed.path("ok").asBoolean()).isTrue();
    assertThat(renewed.path("expiresAt").asLong()).isGreaterThan(System.currentTimeMillis());

    for (String wrong : List.of(token("bob"), Backends.forgedTokens().expired(), "nonsense")) {
      JsonNode refused = ada.request("authenticate", Map.of("token", wrong));
      assertThat(refused.at("/error/code").asText()).isEqualTo("unauthorized");
    }
    assertThat(ada.isOpen()).isTrue();
  }

  @Test
  void aTokenWithAnotherNameRenamesItsUserInEveryRoom() {
    join(ada);
    join(bob);
    String renamed = Backends.tokens().mint(TokenRequest.user("id-ada").named("Countess"));
    assertThat(ada.request("authenticate", Map.of("token", renamed)).path("ok").asBoolean())
        .isTrue();

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                bob.received("user_joined").stream()
                    .anyMatch(joined -> joined.path("username").asText().equals("Countess")));
    assertThat(join(bob).path("members").findValuesAsText("username")).contains("Countess");
  }

  @Test
  void aTokenWithFewerRoomsTakesTheOthersAway() {
    join(ada);

    ada.request(
        "authenticate",
        Map.of(
            "token",
            Backends.tokens().mint(TokenRequest.user("id-ada").named("ada").withRooms("else"))));

    assertThat(say(ada, "still?").at("/error/code").asText()).isEqualTo("not_in_room");
  }
}
