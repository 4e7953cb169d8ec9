package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.test.RawRequest;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write, and what proves who they are, is in no log, whatever goes wrong. */
class LogsTest {
  private static final String SECRET = "what-people-write-7b1d";
  private static final String ROOM = "logs";

  @TempDir Path folder;

  private final List<String> tokens = new ArrayList<>();
  private Suite suite;

  private String token(String user, String... roles) {
    String token = suite.tokens().mint(TokenRequest.user(user).withRoles(roles));
    tokens.add(token);
    return token;
  }

  private URI chat() {
    return URI.create(suite.chat(0).url());
  }

  private RequestSpecification as(String user, String... roles) {
    return given()
        .baseUri(suite.gateway().url())
        .contentType("application/json")
        .auth()
        .oauth2(token(user, roles));
  }

  @Test
  void noLogHoldsATokenOrWhatSomebodyWrote() throws IOException {
    suite = Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder));
    try {
      talk();
      notifyPeople();
      sendWhatIsBad();
      bearTokensOddly();
      goOnWhileStorageDies();
    } finally {
      suite.stop();
    }

    assertThat(tokens).hasSizeGreaterThan(10);
    try (Stream<Path> logs = Files.walk(folder.resolve("log"))) {
      List<Path> files = logs.filter(Files::isRegularFile).toList();
      assertThat(files).hasSizeGreaterThanOrEqualTo(5);
      for (Path file : files) {
        String log = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(log).as(file.toString()).doesNotContain(SECRET);
        for (String token : tokens) {
          // The signature makes it usable; the claims say who somebody is.
          assertThat(parts(token)).as("a token in %s", file).noneMatch(log::contains);
        }
      }
    }
  }

  private static List<String> parts(String token) {
    return List.of(token.split("\\.")).subList(1, 3);
  }

  private void talk() {
    try (ChatClient ada = ChatClient.connect(chat(), token("ada"));
        ChatClient bob = ChatClient.connectAsBrowser(chat(), token("bob"))) {
      ada.request("join_room", Map.of("roomId", ROOM));
      bob.request("join_room", Map.of("roomId", ROOM));
      ada.request("send_message", message(SECRET));
      bob.await("message");
      ada.request("typing", Map.of("roomId", ROOM, "isTyping", true));
      ada.request("signal", Map.of("roomId", ROOM, "name", "s", "payload", SECRET));
      ada.request("authenticate", Map.of("token", token("ada")));
      ada.request("authenticate", Map.of("token", token("bob")));
      ada.request("authenticate", Map.of("token", token("ada") + "\n"));
    }
    as("backend", "publisher")
        .body(message(SECRET))
        .post("/api/chat/rooms/{room}/messages", ROOM)
        .then()
        .statusCode(201);
    as("ada").get("/api/history/rooms/{room}/messages", ROOM).then().statusCode(200);
  }

  private static Map<String, Object> message(String content) {
    return new HashMap<>(
        Map.of("roomId", ROOM, "content", content, "metadata", Map.of("note", SECRET)));
  }

  private void notifyPeople() {
    as("backend", "notifier")
        .header("Idempotency-Key", "k1")
        .body(notification())
        .post("/api/notifications")
        .then()
        .statusCode(202);
    as("ada").get("/api/notifications").then().statusCode(200);
  }

  private static Map<String, Object> notification() {
    return Map.of(
        "userId", "ada", "type", "t", "message", SECRET, "title", SECRET, "data", List.of(SECRET));
  }

  private void sendWhatIsBad() {
    for (String body :
        new String[] {
          "{\"content\":\"" + SECRET,
          "{\"content\":\"" + SECRET + "\\ud800\"}",
          "{\"content\":\"" + SECRET + "\\u0000\"}",
          "{\"content\":\"" + SECRET + "\",\"id\":\"not ok\"}",
          "{\"content\":\"" + SECRET.repeat(1000) + "\"}",
          "{\"content\":\"" + SECRET + "\",\"metadata\":1e99999999999}",
          "[\"" + SECRET + "\"]",
          SECRET
        }) {
      as("backend", "publisher").body(body).post("/api/chat/rooms/{room}/messages", ROOM);
      as("backend", "notifier").body(body).post("/api/notifications");
    }
    try (ChatClient ada = ChatClient.connect(chat(), token("ada"))) {
      for (String frame :
          new String[] {
            SECRET,
            "{\"event\":\"" + SECRET + "\",\"data\":{}}",
            "{\"event\":\"send_message\",\"data\":{\"roomId\":\"elsewhere\",\"content\":\""
                + SECRET
                + "\"}}",
            "{\"event\":\"send_message\",\"data\":{\"content\":\"" + SECRET + "\\ud800\"}}",
          }) {
        ada.sendText(frame);
      }
      ada.request("ping", Map.of());
      ada.sendTextUnlessClosed(SECRET.repeat(10_000));
      ada.closeCode();
    }
  }

  private void bearTokensOddly() {
    for (String end : new String[] {"\n", "\r\nX: y", "\0", "\u00e9", " x", "%zz"}) {
      String carried = "quarkus-http-upgrade#Authorization#Bearer " + token("ada") + end;
      String encoded = URLEncoder.encode(carried, StandardCharsets.UTF_8).replace("+", "%20");
      RawRequest.webSocket("/ws")
          .header("Sec-WebSocket-Protocol: bearer-token-carrier, " + encoded)
          .to(chat());
      for (String service :
          List.of(suite.chat(0).url(), suite.history(0).url(), suite.notification(0).url())) {
        RawRequest.get("/api/nowhere?token=" + token("ada"))
            .header("Authorization: Bearer " + token("ada") + end.replaceAll("[\r\n\0]", "\t"))
            .to(URI.create(service));
      }
    }
    RawRequest.webSocket("/ws")
        .header("Sec-WebSocket-Protocol: quarkus-http-upgrade#" + token("ada"))
        .to(chat());
    RawRequest.webSocket("/ws").header("Authorization: " + token("ada")).to(chat());
  }

  private void goOnWhileStorageDies() {
    try (ChatClient ada = ChatClient.connect(chat(), token("ada"))) {
      ada.request("join_room", Map.of("roomId", ROOM));
      ProcessHandle.of(suite.content().postgres().pid()).ifPresent(ProcessHandle::destroyForcibly);
      ada.send("send_message", message(SECRET + " without a database"));
      as("backend", "notifier").body(notification()).post("/api/notifications");
      ProcessHandle.of(suite.redis().pid()).ifPresent(ProcessHandle::destroyForcibly);
      ada.send("send_message", message(SECRET + " without anything"));
      as("backend", "notifier").body(notification()).post("/api/notifications");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  ada.request("send_message", message(SECRET + " at last")).path("ok").asBoolean());
    }
  }
}
