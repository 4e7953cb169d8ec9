package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications, whoever is away: their user, a device, a service. */
class InboxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static Suite suite;

  private final String user = "user-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    suite = Suite.start(SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 1, 2));
  }

  @BeforeEach
  void awaitWhatAnotherTestKilled() {
    for (ServiceEndpoint service : List.of(suite.notification(0), suite.notification(1))) {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> isReady(service));
    }
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  private static RequestSpecification as(String user, String url, String... roles) {
    return given()
        .baseUri(url)
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user(user).withRoles(roles)));
  }

  private static Response post(String url, Map<String, ?> body) {
    return as("shop", url, "notifier").body(body).post("/api/notifications");
  }

  /** One that is dead already is left so. */
  private static void kill(ServiceEndpoint endpoint) {
    ProcessHandle.of(endpoint.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static ChatClient connect(ServiceEndpoint endpoint, String user) {
    return ChatClient.connect(URI.create(endpoint.url()), suite.tokens().mint(user));
  }

  private Map<String, ?> notification(String message) {
    return Map.of("userId", user, "type", "order", "message", message);
  }

  @Test
  void whoWasAwayFindsTheInbox() {
    post(suite.gateway().url(), notification("while away")).then().statusCode(202);

    as(user, suite.gateway().url())
        .get("/api/notifications?limit=1")
        .then()
        .statusCode(200)
        .body("notifications.message", contains("while away"), "notifications", hasSize(1));
  }

  @Test
  void twoDevicesAgreeOnWhatIsUnread() {
    try (ChatClient laptop = connect(suite.chat(0), user);
        ChatClient phone = connect(suite.chat(1), user)) {
      String first = post(suite.notification(0).url(), notification("a")).path("id");
      post(suite.notification(1).url(), notification("b"));
      post(suite.notification(0).url(), notification("c"));
      long last =
          phone
              .await("notification", frame -> frame.at("/data/message").asText().equals("c"))
              .at("/data/cursor")
              .asLong();
      int unread = as(user, suite.gateway().url()).get("/api/notifications").path("unread");

      as(user, suite.notification(1).url())
          .post("/api/notifications/{id}/read", first)
          .then()
          .statusCode(200)
          .body("unread", equalTo(unread - 1));
      for (ChatClient device : List.of(laptop, phone)) {
        var read = device.await("notification_read").path("data");
        assertThat(read.path("ids").get(0).asText()).isEqualTo(first);
        assertThat(read.path("unread").asInt()).isEqualTo(unread - 1);
      }

      as(user, suite.notification(0).url())
          .body(Map.of("upTo", last))
          .post("/api/notifications/read")
          .then()
          .statusCode(200)
          .body("unread", equalTo(0));
      for (ChatClient device : List.of(laptop, phone)) {
        device.await("notification_read", frame -> frame.at("/data/upTo").asLong() == last);
      }
      as(user, suite.notification(1).url())
          .get("/api/notifications?unread=true")
          .then()
          .body("unread", equalTo(0), "notifications", hasSize(0));
    }
  }

  @Test
  void aStreamOverThreeCrashesMissesNothingAndSeesNothingTwice() throws Exception {
    int count = 1_000;
    List<String> sent = new ArrayList<>();
    try (ResumingStream stream =
        new ResumingStream(suite.gateway().url(), suite.tokens().mint(user))) {
      for (int i = 0; i < count; i++) {
        if (i == 250 || i == 500 || i == 750) {
          // Both: whichever serves the stream is among them.
          kill(suite.notification(0));
          kill(suite.notification(1));
        }
        sent.add(insist(notification("n" + i)));
      }

      await().atMost(PATIENCE).until(() -> stream.cursors().size() >= count);

      List<Long> stored = new ArrayList<>();
      long after = 0;
      while (stored.size() < count) {
        List<Long> page =
            as(user, suite.gateway().url())
                .get("/api/notifications?limit=200&after=" + after)
                .jsonPath()
                .getList("notifications.findAll { it.userId != null }.cursor", Long.class);
        stored.addAll(page.reversed());
        after = stored.getLast();
      }
      assertThat(sent).hasSize(count).doesNotHaveDuplicates();
      assertThat(stream.cursors()).isEqualTo(stored);
      assertThat(stream.connections()).isGreaterThanOrEqualTo(4);
    }
  }

  /** Posts until it is accepted; the key makes that once. */
  private static String insist(Map<String, ?> body) {
    String key = UUID.randomUUID().toString();
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(
            () -> {
              Response answer =
                  as("shop", suite.gateway().url(), "notifier")
                      .header("Idempotency-Key", key)
                      .body(body)
                      .post("/api/notifications");
              return answer.statusCode() == 202 ? answer.path("id") : null;
            },
            id -> id != null);
  }

  @Test
  void aCrashInTheMiddleOfManyRecipientsLeavesAllOrNothing() throws Exception {
    List<String> users = IntStream.range(0, 10_000).mapToObj(i -> user + "-" + i).toList();
    for (int delayMillis : List.of(5, 20, 50, 100, 200)) {
      ServiceEndpoint service = suite.notification(0);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> isReady(service));
      String message = user + " after " + delayMillis;
      CompletableFuture<Void> crash =
          CompletableFuture.runAsync(
              () -> kill(suite.notification(0)),
              CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS));
      boolean accepted = false;
      try {
        accepted =
            as("shop", service.url(), "notifier")
                    // The client under this test repeats what was cut off.
                    .header("Idempotency-Key", message)
                    .body(Map.of("userIds", users, "type", "t", "message", message))
                    .post("/api/notifications")
                    .statusCode()
                == 202;
      } catch (Exception e) {
        // The service died first.
      }
      crash.join();

      List<Long> stored = notificationsAndRecipients(message);
      assertThat(stored).isIn(List.of(0L, 0L), List.of(1L, (long) users.size()));
      assertThat(stored.getFirst() == 1 || !accepted).as("what was accepted is stored").isTrue();
    }
  }

  @Test
  void whoIsConnectedIsSentToTheInboxAfterACrash() {
    try (ChatClient device = connect(suite.chat(0), user)) {
      post(suite.notification(0).url(), notification("told or not, who knows"))
          .then()
          .statusCode(202);

      kill(suite.notification(0));

      await().atMost(PATIENCE).until(() -> !device.received("resync").isEmpty());
    }
  }

  private static boolean isReady(ServiceEndpoint service) {
    return given().baseUri(service.management()).get("/q/health/ready").statusCode() == 200;
  }

  /** Of one state of the database. */
  private static List<Long> notificationsAndRecipients(String message) throws Exception {
    StackFile.Postgres postgres = suite.postgres();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:" + postgres.url(), postgres.user(), postgres.password());
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT count(DISTINCT n.cursor), count(r.user_id)
                FROM notification.notification n LEFT JOIN notification.recipient r USING (cursor)
                WHERE n.message = ?
                """)) {
      query.setString(1, message);
      ResultSet row = query.executeQuery();
      row.next();
      return List.of(row.getLong(1), row.getLong(2));
    }
  }
}
