package io.chorus.chat.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.Bus;
import io.chorus.chat.FakeHistory;
import io.chorus.model.Json;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.stack.test.Backends;
import io.chorus.stack.test.Carrier;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into a room's log, whatever carries the sessions. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class LogEventsTest {
  private static final List<String> KINDS =
      List.of("message", "message_edited", "message_deleted", "reaction");

  @TestHTTPResource("/")
  URI service;

  @Inject Bus bus;

  private final String room = "room-" + UUID.randomUUID();
  private final List<ChatClient> clients = new ArrayList<>();
  private FakeHistory history;

  @BeforeEach
  void start() {
    history = new FakeHistory(bus).knowing(IngestVersion.CURRENT);
  }

  @AfterEach
  void stop() {
    clients.forEach(ChatClient::close);
    history.close();
  }

  private ChatClient join(Carrier carrier, TokenRequest user) {
    ChatClient client = ChatClient.connect(carrier, service, Backends.tokens().mint(user));
    clients.add(client);
    client.request("join_room", Map.of("roomId", room));
    return client;
  }

  private static TokenRequest user(String name) {
    return TokenRequest.user("id-" + name).named(name);
  }

  /** Data of a request that concerns the room, with more members in pairs of name and value. */
  private Map<String, Object> data(Object... more) {
    Map<String, Object> data = new HashMap<>(Map.of("roomId", room));
    for (int i = 0; i < more.length; i += 2) {
      data.put((String) more[i], more[i + 1]);
    }
    return data;
  }

  private JsonNode say(ChatClient client, String id) {
    return ok(client.request("send_message", data("id", id, "content", "says " + id)));
  }

  private static JsonNode ok(JsonNode reply) {
    assertThat(reply.path("ok").asBoolean()).as("%s", reply).isTrue();
    return reply;
  }

  private static void refused(JsonNode reply, String code) {
    assertThat(reply.at("/error/code").asText()).as("%s", reply).isEqualTo(code);
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(JsonNode data) {
    List<String> names = new ArrayList<>();
    data.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void everyKindReachesEverybodyInOneChain(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    ChatClient bob = join(carrier, user("bob"));
    say(ada, "m-1");
    JsonNode edit =
        ok(
            ada.request(
                "edit_message",
                data("id", "m-1", "content", "grüß dich 👋", "metadata", Map.of("k", 1))));
    JsonNode reaction =
        ok(
            bob.request(
                "react", data("id", "m-1", "userId", "id-ada", "reaction", "👍", "on", true)));
    ok(
        bob.request(
            "send_message",
            data("content", "yes", "replyTo", Map.of("userId", "id-ada", "id", "m-1"))));
    JsonNode deletion = ok(ada.request("delete_message", data("id", "m-1", "changeId", "c-9")));

    assertThat(names(edit)).containsExactlyInAnyOrder("ok", "cursor", "timestamp");
    for (ChatClient client : List.of(ada, bob)) {
      JsonNode edited = client.await("message_edited").path("data");
      assertThat(names(edited))
          .containsExactlyInAnyOrder(
              "roomId",
              "id",
              "userId",
              "by",
              "content",
              "metadata",
              "changeId",
              "timestamp",
              "cursor",
              "prev");
      assertThat(edited.path("content").asText()).isEqualTo("grüß dich 👋");
      assertThat(edited.path("metadata").toString()).isEqualTo("{\"k\":1}");
      assertThat(edited.path("by")).isEqualTo(json("{'userId':'id-ada','username':'ada'}"));
      assertThat(edited.path("cursor")).isEqualTo(edit.path("cursor"));
      assertThat(edited.path("timestamp")).isEqualTo(edit.path("timestamp"));
      JsonNode reacted = client.await("reaction").path("data");
      assertThat(reacted.path("reaction").asText()).isEqualTo("👍");
      assertThat(reacted.path("on").asBoolean()).isTrue();
      assertThat(reacted.at("/by/userId").asText()).isEqualTo("id-bob");
      assertThat(reacted.path("userId").asText()).isEqualTo("id-ada");
      assertThat(reacted.path("cursor")).isEqualTo(reaction.path("cursor"));
      JsonNode deleted = client.await("message_deleted").path("data");
      assertThat(deleted.path("id").asText()).isEqualTo("m-1");
      assertThat(deleted.path("changeId").asText()).isEqualTo("c-9");
      assertThat(deleted.path("cursor")).isEqualTo(deletion.path("cursor"));
      assertThat(client.received("message").getLast().path("replyTo"))
          .isEqualTo(json("{'userId':'id-ada','id':'m-1'}"));
      assertChained(client);
    }
  }

  private static void assertChained(ChatClient client) {
    List<JsonNode> log =
        KINDS.stream()
            .flatMap(kind -> client.received(kind).stream())
            .sorted((a, b) -> Long.compare(a.path("cursor").asLong(), b.path("cursor").asLong()))
            .toList();
    assertThat(log).hasSize(5);
    for (int i = 1; i < log.size(); i++) {
      assertThat(log.get(i).path("prev")).isEqualTo(log.get(i - 1).path("cursor"));
    }
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void aChangeMadeAgainIsAnsweredAlikeAndNotToldAgain(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    say(ada, "m-1");
    Map<String, Object> edit = data("id", "m-1", "content", "better", "changeId", "c-1");
    JsonNode first = ok(ada.request("edit_message", edit));

    assertThat(ada.request("edit_message", edit)).isEqualTo(first);
    say(ada, "c-1");

    ada.await("message", frame -> frame.at("/data/id").asText().equals("c-1"));
    assertThat(ada.received("message_edited")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void anothersMessageIsForModeratorsToChangeAndForEverybodyToReactTo(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    ChatClient bob = join(carrier, user("bob"));
    ChatClient moderator = join(carrier, user("mod").withRoles("moderator"));
    ChatClient keeper = join(carrier, user("keep").moderating("room-*"));
    ChatClient elsewhere = join(carrier, user("else").moderating("other-*"));
    say(ada, "m-1");
    Map<String, Object> edit = data("id", "m-1", "userId", "id-ada", "content", "no");
    Map<String, Object> deletion = data("id", "m-1", "userId", "id-ada");
    Map<String, Object> reaction =
        data("id", "m-1", "userId", "id-ada", "reaction", "+1", "on", true);

    for (ChatClient other : List.of(bob, elsewhere)) {
      refused(other.request("edit_message", edit), "forbidden");
      refused(other.request("delete_message", deletion), "forbidden");
      ok(other.request("react", reaction));
    }
    assertThat(ada.received("message_edited")).isEmpty();
    ok(moderator.request("edit_message", edit));
    ok(keeper.request("delete_message", deletion));
    ok(ada.request("edit_message", edit));

    JsonNode edited = ada.await("message_edited").path("data");
    assertThat(edited.path("userId").asText()).isEqualTo("id-ada");
    assertThat(edited.at("/by/userId").asText()).isEqualTo("id-mod");
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void whatIsNoChangeIsRefusedAndToldToNobody(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    for (Map<String, Object> edit :
        List.of(
            data("content", "x"),
            data("id", "m-1"),
            data("id", "m-1", "content", ""),
            data("id", "m-1", "content", 5),
            data("id", "a b", "content", "x"),
            data("id", "", "content", "x"),
            data("id", "m-1", "content", "x", "changeId", "a b"),
            data("id", "m-1", "content", "x", "userId", ""),
            data("id", "m-1", "content", "x", "userId", "x".repeat(257)),
            data("id", "m-1", "content", "x", "userId", 7))) {
      refused(ada.request("edit_message", edit), "invalid_request");
    }
    refused(
        ada.request("edit_message", data("id", "m-1", "content", "x".repeat(16_385))),
        "message_too_large");
    refused(ada.request("delete_message", data()), "invalid_request");
    for (Map<String, Object> reaction :
        List.of(
            data("id", "m-1", "reaction", "+1", "on", true),
            data("id", "m-1", "userId", "id-ada", "on", true),
            data("id", "m-1", "userId", "id-ada", "reaction", "", "on", true),
            data("id", "m-1", "userId", "id-ada", "reaction", "ü".repeat(17), "on", true),
            data("id", "m-1", "userId", "id-ada", "reaction", "+1"),
            data("id", "m-1", "userId", "id-ada", "reaction", "+1", "on", "yes"))) {
      refused(ada.request("react", reaction), "invalid_request");
    }
    for (Object replyTo :
        List.of(
            "m-1", Map.of("id", "m-1"), Map.of("userId", "u"), Map.of("userId", "u", "id", ""))) {
      refused(
          ada.request("send_message", data("content", "x", "replyTo", replyTo)), "invalid_request");
    }
    refused(ada.request("read_room", data()), "invalid_request");
    refused(ada.request("read_room", data("cursor", -1)), "invalid_request");
    refused(ada.request("read_room", data("cursor", 1L << 53)), "invalid_request");
    ok(ada.request("ping", Map.of()));
    for (String kind : KINDS) {
      assertThat(ada.received(kind)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void whoIsNotInTheRoomChangesNothingThere(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    ada.request("leave_room", Map.of("roomId", room));

    refused(ada.request("edit_message", data("id", "m-1", "content", "x")), "not_in_room");
    refused(ada.request("delete_message", data("id", "m-1")), "not_in_room");
    refused(
        ada.request("react", data("id", "m-1", "userId", "u", "reaction", "+1", "on", true)),
        "not_in_room");
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void whatIsReadIsToldToTheUsersOtherConnectionsAndHintedToTheRoom(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada"));
    ChatClient phone = join(carrier, user("ada"));
    ChatClient bob = join(carrier, user("bob"));
    long cursor = say(bob, "m-1").path("cursor").asLong();
    history.leavingUnread(3, 1);

    JsonNode reply = ok(ada.request("read_room", data("cursor", cursor)));

    assertThat(reply.path("unread").asInt()).isEqualTo(3);
    assertThat(reply.path("mentions").asInt()).isEqualTo(1);
    assertThat(phone.await("room_read").path("data"))
        .isEqualTo(
            json("{'roomId':'%s','cursor':%d,'unread':3,'mentions':1}".formatted(room, cursor)));
    assertThat(bob.await("seen").path("data"))
        .isEqualTo(json("{'roomId':'%s','userId':'id-ada','cursor':%d}".formatted(room, cursor)));
    ok(ada.request("read_room", data("cursor", cursor - 1)));
    // As over HTTP: who has read nothing asks what is left.
    ok(ada.request("read_room", data("cursor", 0)));
    say(bob, "m-2");
    for (ChatClient own : List.of(ada, phone)) {
      own.await("message", frame -> frame.at("/data/id").asText().equals("m-2"));
      assertThat(own.received("seen")).isEmpty();
    }
    assertThat(ada.received("room_read")).isEmpty();
    assertThat(phone.received("room_read")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void aRoomThatTheTokenDoesNotAllowIsNotRead(Carrier carrier) {
    ChatClient ada = join(carrier, user("ada").withRooms("other"));

    refused(ada.request("read_room", data("cursor", 1)), "forbidden");
  }
}
