package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user is given out and erased, from both services, whichever replicas go away meanwhile. */
class ErasureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Suite suite;

  private final String suffix = UUID.randomUUID().toString();
  private final String user = "user-" + suffix;
  private final String room = "room-" + suffix;
  private final String erasure = "erase-" + suffix;

  @BeforeAll
  static void start() {
    suite = Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(1, 2, 2));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  private static RequestSpecification as(String caller, String... roles) {
    return given()
        .baseUri(suite.gateway().url())
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user(caller).withRoles(roles)));
  }

  private static ChatClient connect(String caller) {
    return ChatClient.connect(URI.create(suite.chat(0).url()), suite.tokens().mint(caller));
  }

  private Response erase() {
    return as("officer", "admin")
        .body(Map.of("userId", user))
        .put("/api/history/erasures/" + erasure);
  }

  private String exported(String path) {
    return as("officer", "admin").get(path, user).then().statusCode(200).extract().asString();
  }

  private static void kill(ServiceEndpoint endpoint) {
    ProcessHandle.of(endpoint.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void nothingIsLeftInAnyServiceAndWhoIsThereIsTold() throws Exception {
    try (ChatClient own = connect(user);
        ChatClient other = connect("other-" + suffix)) {
      for (ChatClient client : List.of(own, other)) {
        client.request("join_room", Map.of("roomId", room));
      }
      other.request("send_message", Map.of("roomId", room, "id", "a", "content", "hello"));
      for (int i = 0; i < 30; i++) {
        own.request(
            "send_message", Map.of("roomId", room, "id", "m" + i, "content", "from " + user));
      }
      own.request(
          "react",
          Map.of(
              "roomId", room, "userId", "other-" + suffix, "id", "a", "reaction", "x", "on", true));
      as("shop", "notifier")
          .body(Map.of("userId", user, "type", "t", "message", "for " + user))
          .post("/api/notifications")
          .then()
          .statusCode(202);
      assertThat(exported("/api/history/users/{user}/export").lines()).hasSize(33);
      assertThat(exported("/api/notifications/users/{user}/export")).contains("for " + user);

      assertThat(erase().statusCode()).isEqualTo(202);
      kill(suite.history(0));
      kill(suite.notification(0));

      await().atMost(PATIENCE).ignoreExceptions().until(() -> erase().statusCode() == 200);
      JsonNode told = other.await("user_erased").path("data");
      assertThat(told.path("userId").asText()).isEqualTo(user);
    }

    assertThat(exported("/api/history/users/{user}/export").lines()).hasSize(1);
    assertThat(exported("/api/notifications/users/{user}/export")).doesNotContain(user);
    JsonNode page =
        JSON.readTree(
            as("other").get("/api/history/rooms/" + room + "/messages?limit=200").asString());
    assertThat(page.path("messages")).hasSize(31);
    assertThat(page.toString()).doesNotContain("from " + user).doesNotContain("\"" + user + "\"");
    assertThat(page.path("messages").get(0).path("content").asText()).isEqualTo("hello");
    assertThat(page.path("messages").get(0).has("reactions")).isFalse();
  }
}
