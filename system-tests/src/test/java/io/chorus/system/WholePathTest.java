package io.chorus.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.load.Load;
import io.chorus.stack.load.LoadOptions;
import io.chorus.stack.status.ServiceEndpoint;
import io.chorus.stack.status.StackFile;
import io.chorus.stack.test.ChatClient;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people at two chat instances, a backend, and a restart in between. */
class WholePathTest {
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:chorus|http_server|jvm|process)_[a-z_]+\\b");

  @TempDir static Path folder;

  private static SuiteOptions options;
  private static Suite suite;

  private final String room = "room-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    options = SuiteOptions.in(Path.of("..")).apartIn(folder).withInstances(2, 1, 1);
    suite = Suite.start(options);
  }

  @AfterAll
  static void stop() {
    if (suite != null) {
      suite.stop();
    }
  }

  private static ChatClient connect(ServiceEndpoint endpoint, String user) {
    return ChatClient.connect(URI.create(endpoint.url()), suite.tokens().mint(user));
  }

  private static RequestSpecification as(String user, String... roles) {
    return given()
        .baseUri(suite.gateway().url())
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user(user).withRoles(roles)));
  }

  private JsonNode join(ChatClient client) {
    return client.request("join_room", Map.of("roomId", room));
  }

  private JsonNode say(ChatClient client, String content) {
    return client.request("send_message", Map.of("roomId", room, "content", content));
  }

  private List<String> history() {
    return as("reader")
        .get("/api/history/rooms/{room}/messages", room)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("messages.content");
  }

  @Test
  void peopleAtDifferentInstancesTalkAndTheHistoryHasIt() {
    try (ChatClient ada = connect(suite.chat(0), "ada");
        ChatClient bob = connect(suite.chat(1), "bob")) {
      join(ada);
      assertThat(join(bob).path("members").findValuesAsText("userId"))
          .containsExactlyInAnyOrder("ada", "bob");
      ada.await("user_joined", frame -> frame.at("/data/userId").asText().equals("bob"));

      JsonNode reply = say(ada, "from ada");
      assertThat(reply.path("ok").asBoolean()).isTrue();
      assertThat(bob.await("message").at("/data/cursor")).isEqualTo(reply.path("cursor"));
      say(bob, "from bob");
      ada.await("message", frame -> frame.at("/data/content").asText().equals("from bob"));

      assertThat(history()).containsExactly("from ada", "from bob");
      bob.request("typing", Map.of("roomId", room, "isTyping", true));
      assertThat(ada.await("user_typing").at("/data/userId").asText()).isEqualTo("bob");
      as("reader")
          .get("/api/chat/rooms/{room}/members", room)
          .then()
          .body("memberCount", equalTo(2), "members.userId", hasItems("ada", "bob"));
    }
  }

  @Test
  void theSameMessageThroughAnotherInstanceIsTheSameMessage() {
    Map<String, ?> message = Map.of("roomId", room, "content", "once", "id", "m1");
    try (ChatClient ada = connect(suite.chat(0), "ada");
        ChatClient phone = connect(suite.chat(1), "ada")) {
      join(ada);
      join(phone);
      JsonNode first = ada.request("send_message", message);

      assertThat(phone.request("send_message", message)).isEqualTo(first);

      say(ada, "after");
      phone.await("message", frame -> frame.at("/data/content").asText().equals("after"));
      assertThat(phone.received("message")).hasSize(2);
      assertThat(history()).containsExactly("once", "after");
    }
  }

  @Test
  void messagesFromTwoInstancesFormOneChain() {
    try (ChatClient ada = connect(suite.chat(0), "ada");
        ChatClient bob = connect(suite.chat(1), "bob")) {
      join(ada);
      join(bob);
      for (int i = 0; i < 20; i++) {
        ada.send("send_message", Map.of("roomId", room, "content", "a" + i));
        bob.send("send_message", Map.of("roomId", room, "content", "b" + i));
      }
      for (ChatClient client : List.of(ada, bob)) {
        client.await("message", frame -> frame.at("/data/content").asText().equals("a19"));
        client.await("message", frame -> frame.at("/data/content").asText().equals("b19"));
      }

      assertThat(ada.received("message")).isEqualTo(bob.received("message")).hasSize(40);
      JsonNode before = null;
      for (JsonNode message : ada.received("message")) {
        if (before != null) {
          assertThat(message.path("prev")).isEqualTo(before.path("cursor"));
        }
        before = message;
      }
    }
  }

  @Test
  void throughTheGatewayEverythingIsOneOrigin() {
    String token = suite.tokens().mint("ada");
    try (ChatClient ada = ChatClient.connectAsBrowser(URI.create(suite.gateway().url()), token)) {
      join(ada);
      as("bot", "publisher")
          .body(Map.of("content", "beep"))
          .post("/api/chat/rooms/{room}/messages", room)
          .then()
          .statusCode(201);
      ada.await("message");
    }
    assertThat(history()).containsExactly("beep");
    assertThat(ChatClient.refusal(URI.create(suite.gateway().url()), "nonsense")).isEqualTo(401);
    given().baseUri(suite.gateway().url()).get("/").then().statusCode(200).contentType("text/html");
  }

  @Test
  void aNotificationReachesItsUserOnEveryInstance() {
    try (ChatClient laptop = connect(suite.chat(0), "ada");
        ChatClient phone = connect(suite.chat(1), "ada");
        ChatClient bob = connect(suite.chat(1), "bob")) {
      as("shop", "notifier")
          .body(Map.of("userId", "ada", "type", "order", "message", "shipped"))
          .post("/api/notifications")
          .then()
          .statusCode(202)
          .body("recipients", equalTo(1));
      for (ChatClient client : List.of(laptop, phone)) {
        JsonNode notification = client.await("notification").path("data");
        assertThat(notification.path("message").asText()).isEqualTo("shipped");
        assertThat(notification.path("userId").asText()).isEqualTo("ada");
      }
      as("shop", "notifier")
          .body(Map.of("broadcast", true, "type", "news", "message", "for all"))
          .post("/api/notifications")
          .then()
          .statusCode(202);
      JsonNode broadcast = bob.await("notification").path("data");
      assertThat(broadcast.get("userId").isNull()).isTrue();
      as("shop", "notifier")
          .body(Map.of("userId", "bob", "type", "order", "message", "tutorial"))
          .post("/notify")
          .then()
          .statusCode(200)
          .body("ok", equalTo(true));
      bob.await("notification", frame -> frame.at("/data/message").asText().equals("tutorial"));
      as("ada")
          .body(Map.of("userId", "bob", "type", "x", "message", "y"))
          .post("/notify")
          .then()
          .statusCode(403);
    }
  }

  @Test
  void everyServiceTellsItsHealthItsMetricsAndItsInterfaceOnItsManagementPortAlone() {
    for (ServiceEndpoint service :
        List.of(suite.chat(0), suite.history(0), suite.notification(0))) {
      for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi")) {
        given().baseUri(service.management()).get(path).then().statusCode(200);
        given().baseUri(service.url()).get(path).then().statusCode(404);
      }
    }
  }

  @Test
  void everyMetricThatSomebodyGoesByIsThere() throws IOException {
    try (ChatClient ada = connect(suite.chat(0), "ada")) {
      join(ada);
      say(ada, "hello");
    }
    history();
    Exposition all =
        Exposition.of(suite.chat(0), suite.chat(1), suite.history(0), suite.notification(0));

    for (String file :
        List.of(
            "k8s/components/dashboards/chorus.json",
            "k8s/components/prometheus/rules.yaml",
            "k8s/components/autoscaling/autoscalers.yaml",
            "k8s/components/autoscaling-keda/scaled-objects.yaml",
            "docs/operations.md")) {
      Set<String> named = metricsIn(Files.readString(Path.of("..").resolve(file)));
      assertThat(named).as(file).isNotEmpty();
      assertThat(
              named.stream()
                  .filter(it -> !all.names().contains(it) && !all.families().contains(it)))
          .as("%s goes by these, which no service has", file)
          .isEmpty();
    }
    assertThat(metricsIn(Files.readString(Path.of("../docs/operations.md"))))
        .as("what operators are told of")
        .containsAll(all.families().stream().filter(it -> it.startsWith("chorus_")).toList());
  }

  private static Set<String> metricsIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        // Words of the other kinds of names.
        .filter(it -> !it.endsWith("_") && !it.equals("chorus_dashboard"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aServiceHoldsNoMoreConnectionsToPostgresqlThanItsPool() throws SQLException {
    StackFile.Postgres postgres = suite.postgres();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:" + postgres.url(), postgres.user(), postgres.password());
        ResultSet others =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT application_name, count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " GROUP BY application_name")) {
      Map<String, Integer> open = new HashMap<>();
      while (others.next()) {
        open.put(others.getString(1), others.getInt(2));
      }
      // Of what made the schemas nothing is left.
      assertThat(open).containsOnlyKeys("vertx-pg-client");
      assertThat(open.get("vertx-pg-client")).isBetween(2, 20);
    }
  }

  @Test
  void clientsThatAreMadeToTalkAreAllServed() throws Exception {
    LoadOptions options =
        new LoadOptions(URI.create(suite.gateway().url()), 20, 5, 50, Duration.ofSeconds(3));
    List<String> lines = new ArrayList<>();
    try (Load load = new Load(options, suite.tokens()::mint, lines::add)) {
      assertThat(load.run()).as(lines.toString()).isTrue();
    }

    assertThat(lines.getLast()).containsPattern("sent [1-9]\\d*, delivered [1-9].* stored [1-9]");
  }

  @Test
  void noTagNamesARoomAUserOrAnAddress() {
    String user = "user-" + UUID.randomUUID();
    try (ChatClient client = connect(suite.chat(0), user)) {
      join(client);
      say(client, "hello");
    }
    as(user).get("/api/history/rooms/{room}/messages", room).then().statusCode(200);
    as(user).get("/api/chat/rooms/{room}/members", room).then().statusCode(200);
    as(user).get("/api/nowhere/" + room).then().statusCode(404);
    as(user).get("/api/history/" + room).then().statusCode(404);
    as(user).get("/api/notifications").then().statusCode(200);

    for (ServiceEndpoint service :
        List.of(suite.chat(0), suite.history(0), suite.notification(0))) {
      Exposition exposition = Exposition.of(service);
      assertThat(exposition.series())
          .hasSizeLessThan(1500)
          .flatExtracting(it -> it.tags().values())
          .noneMatch(it -> it.contains(room) || it.contains(user) || it.contains("127.0.0.1"));
    }
  }

  @Test
  void afterARestartOfTheSuiteTheHistoryIsThere() {
    Map<String, ?> message = Map.of("roomId", room, "content", "kept", "id", "m1");
    JsonNode reply;
    try (ChatClient ada = connect(suite.chat(0), "ada")) {
      join(ada);
      reply = ada.request("send_message", message);
    }

    suite.stop();
    suite = Suite.start(options);

    assertThat(history()).containsExactly("kept");
    try (ChatClient ada = connect(suite.chat(1), "ada")) {
      join(ada);
      assertThat(ada.request("send_message", message)).isEqualTo(reply);
      assertThat(say(ada, "and on").path("ok").asBoolean()).isTrue();
      as("reader")
          .get("/api/history/rooms/{room}/messages", room)
          .then()
          .body(
              "messages.content",
              contains("kept", "and on"),
              "messages.id",
              hasItem(ada.received("message").getLast().path("id").asText()));
    }
  }
}
