package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that happens in a room, at two chat instances, and what the history makes of it. */
class OneLogTest {
  @TempDir static Path folder;

  private static Suite suite;

  private final String room = "room-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    suite = Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 1, 1));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  private ChatClient join(ServiceEndpoint endpoint, String user, String... roles) {
    ChatClient client =
        ChatClient.connect(
            URI.create(endpoint.url()),
            suite.tokens().mint(TokenRequest.user(user).withRoles(roles)));
    client.request("join_room", Map.of("roomId", room));
    return client;
  }

  private JsonNode ok(ChatClient client, String event, Map<String, ?> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.put("roomId", room);
    JsonNode reply = client.request(event, data);
    assertThat(reply.path("ok").asBoolean()).as("%s", reply).isTrue();
    return reply;
  }

  private JsonNode read(String path) throws Exception {
    return new ObjectMapper()
        .readTree(
            given()
                .baseUri(suite.gateway().url())
                .auth()
                .oauth2(suite.tokens().mint("reader"))
                .get(path, room)
                .then()
                .statusCode(200)
                .extract()
                .asString());
  }

  private static List<JsonNode> log(ChatClient client) {
    return Stream.of("message", "message_edited", "message_deleted", "reaction")
        .flatMap(kind -> client.received(kind).stream())
        .sorted(Comparator.comparingLong(entry -> entry.path("cursor").asLong()))
        .toList();
  }

  @Test
  void everybodySeesOneChainAndTheHistoryHasTheSame() throws Exception {
    try (ChatClient ada = join(suite.chat(0), "ada");
        ChatClient bob = join(suite.chat(1), "bob");
        ChatClient moderator = join(suite.chat(1), "mod", "moderator")) {
      ok(ada, "send_message", Map.of("id", "m-1", "content", "one"));
      ok(ada, "send_message", Map.of("id", "m-2", "content", "two"));
      ok(ada, "edit_message", Map.of("id", "m-1", "content", "better", "changeId", "c-1"));
      ok(bob, "react", Map.of("id", "m-1", "userId", "ada", "reaction", "👍", "on", true));
      ok(
          bob,
          "send_message",
          Map.of("content", "yes", "replyTo", Map.of("userId", "ada", "id", "m-1")));
      ok(moderator, "delete_message", Map.of("id", "m-2", "userId", "ada"));

      for (ChatClient client : List.of(ada, bob, moderator)) {
        client.await("message_deleted");
        List<JsonNode> log = log(client);
        assertThat(log).hasSize(6);
        for (int i = 1; i < log.size(); i++) {
          assertThat(log.get(i).path("prev")).isEqualTo(log.get(i - 1).path("cursor"));
        }
      }
      JsonNode entries = read("/api/history/rooms/{room}/log?after=0").path("entries");
      assertThat(StreamSupport.stream(entries.spliterator(), false).map(e -> e.path("data")))
          .extracting(data -> data.path("cursor"))
          .containsExactlyElementsOf(log(bob).stream().map(entry -> entry.path("cursor")).toList());
      JsonNode messages = read("/api/history/rooms/{room}/messages").path("messages");
      assertThat(messages.findValuesAsText("content")).first().isEqualTo("better");
      assertThat(messages.at("/0/reactions/0/reaction").asText()).isEqualTo("👍");
      assertThat(messages.at("/1/deleted").asBoolean()).isTrue();
    }
  }

  @Test
  void aChangeThroughAnotherInstanceIsTheSameChange() {
    try (ChatClient ada = join(suite.chat(0), "ada");
        ChatClient phone = join(suite.chat(1), "ada")) {
      ok(ada, "send_message", Map.of("id", "m-1", "content", "one"));
      Map<String, String> edit = Map.of("id", "m-1", "content", "better", "changeId", "c-1");

      assertThat(ok(phone, "edit_message", edit)).isEqualTo(ok(ada, "edit_message", edit));

      ok(ada, "send_message", Map.of("id", "m-2", "content", "two"));
      phone.await("message", frame -> frame.at("/data/id").asText().equals("m-2"));
      assertThat(phone.received("message_edited")).hasSize(1);
    }
  }

  @Test
  void whatIsReadOnOneDeviceIsReadOnAllInstances() {
    try (ChatClient ada = join(suite.chat(0), "ada");
        ChatClient phone = join(suite.chat(1), "ada");
        ChatClient bob = join(suite.chat(1), "bob")) {
      JsonNode first = ok(bob, "send_message", Map.of("content", "one"));
      ok(
          bob,
          "send_message",
          Map.of("content", "@ada two", "metadata", Map.of("mentions", List.of("ada"))));

      JsonNode reply = ok(ada, "read_room", Map.of("cursor", first.path("cursor").asLong()));

      assertThat(reply.path("unread").asInt()).isEqualTo(1);
      assertThat(reply.path("mentions").asInt()).isEqualTo(1);
      JsonNode read = phone.await("room_read").path("data");
      assertThat(read.path("cursor")).isEqualTo(first.path("cursor"));
      assertThat(read.path("unread").asInt()).isEqualTo(1);
      assertThat(bob.await("seen").at("/data/userId").asText()).isEqualTo("ada");
    }
  }
}
