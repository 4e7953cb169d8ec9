package io.chorus.redis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.process.Roster;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.redis.RedisServer;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server behind TLS of a private authority, as the user of the documentation. */
class SecuredRedisTest {
  @TempDir static Path folder;

  private static Roster roster;
  private static DocumentedAccess documented;
  private static RedisServer redis;
  private static Suite suite;

  @BeforeAll
  static void start() {
    RedisServer.require();
    roster = Roster.open(folder.resolve("processes"));
    documented = DocumentedAccess.in(folder.resolve("authority"));
    redis = RedisServer.start(folder.resolve("redis"), documented.access(), roster);
    Map<String, String> environment = new HashMap<>(documented.environment());
    environment.put("QUARKUS_REDIS_HOSTS", redis.url());
    // Often enough to be seen: entries are refreshed and expire.
    environment.put("CHORUS_PRESENCE_EXPIRY", "6s");
    suite =
        Suite.start(
            SuiteOptions.in(Path.of(".."))
                .apartIn(folder.resolve("suite"))
                .withInstances(2, 1, 1)
                .withEnvironment(environment));
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
    if (roster != null) {
      roster.close();
    }
  }

  private static ChatClient connect(int instance, String user) {
    return ChatClient.connect(URI.create(suite.chat(instance).url()), suite.tokens().mint(user));
  }

  private static RequestSpecification as(String user, String... roles) {
    return given()
        .baseUri(suite.gateway().url())
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user(user).withRoles(roles)));
  }

  @Test
  void theWholePathNeedsEveryCommandThatTheUserMayRunAndNoOther() {
    try (ChatClient ada = connect(0, "ada");
        ChatClient bob = connect(1, "bob")) {
      ada.request("join_room", Map.of("roomId", "room"));
      bob.request("join_room", Map.of("roomId", "room"));
      ada.await("user_joined", frame -> frame.at("/data/userId").asText().equals("bob"));
      Map<String, ?> message = Map.of("roomId", "room", "content", "hello", "id", "m1");
      assertThat(ada.request("send_message", message).path("ok").asBoolean()).isTrue();
      bob.await("message");
      ada.request("typing", Map.of("roomId", "room", "isTyping", true));
      bob.await("user_typing");
      ada.request("signal", Map.of("roomId", "room", "name", "wave", "payload", 1));
      bob.await("signal");
      as("reader")
          .get("/api/history/rooms/room/messages")
          .then()
          .statusCode(200)
          .body("messages.content", contains("hello"));
      as("shop", "notifier")
          .body(Map.of("userId", "bob", "type", "order", "message", "shipped"))
          .post("/api/notifications")
          .then()
          .statusCode(202);
      bob.await("notification");
      as("reader").get("/api/chat/rooms/room/members").then().body("memberCount", equalTo(2));
      bob.request("leave_room", Map.of("roomId", "room"));
      ada.await("user_left");
    }
    try (ChatClient ada = connect(0, "ada")) {
      ada.request("join_room", Map.of("roomId", "room"));
      redis.tell("CLIENT", "KILL", "TYPE", "pubsub");
      ada.await("resync");
      assertEveryCommandWasRun();
    }
    assertThat(redis.tell("ACL", "LOG")).as("what was refused").isEmpty();
  }

  private void assertEveryCommandWasRun() {
    Awaitility.await("every command that is allowed was run")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(documented.commands()).filteredOn(this::neverRun).isEmpty());
  }

  private boolean neverRun(String command) {
    return !redis.tell("INFO", "commandstats").contains("cmdstat_" + command + ":");
  }
}
