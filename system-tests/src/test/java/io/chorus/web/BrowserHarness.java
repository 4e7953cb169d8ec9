package io.chorus.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.browser.Chromium;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.test.Needs;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two people in a real browser, in one room of a suite with two chat instances. */
abstract class BrowserHarness {
  static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final int AT_ONCE = 32;

  @TempDir static Path folder;
  static Suite suite;
  static Chromium browser;

  String room = "room-" + UUID.randomUUID().toString().substring(0, 8);
  final List<String> said = new ArrayList<>();
  Person ada;
  Person bob;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.find();
    Needs.require(program.isPresent(), "Chromium, in which the page is tried");
    suite =
        Suite.start(
            SuiteOptions.in(Path.of("..")).apartIn(folder.resolve("suite")).withInstances(2, 1, 1));
    browser = Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (suite != null) {
      suite.stop();
    }
  }

  @BeforeEach
  void enter() {
    enter("Ada", "Bob");
  }

  @AfterEach
  void leave() {
    ada.window().close();
    bob.window().close();
  }

  void enter(String first, String second) {
    ada = Person.enter(browser, suite.gateway().url(), room, first);
    bob = Person.enter(browser, suite.gateway().url(), room, second);
    ada.window().await("document.querySelectorAll('#members li').length === 2");
  }

  void say(Person who, String text) {
    said.add(text);
    who.say(text);
  }

  /** Both show all that was said, each line once, in the order of the history. */
  void awaitTheSameConversation() {
    ada.awaitStored();
    bob.awaitStored();
    Awaitility.await()
        .atMost(RECOVERY)
        .untilAsserted(
            () -> {
              List<String> history = history();
              assertThat(history).containsExactlyInAnyOrderElementsOf(said);
              assertThat(ada.conversation()).isEqualTo(history);
              assertThat(bob.conversation()).isEqualTo(history);
            });
  }

  /** With -9. */
  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  List<String> history() {
    return newest("content");
  }

  /** Of the newest messages, as the history has them. */
  List<String> newest(String property) {
    return given()
        .auth()
        .oauth2(suite.tokens().mint("reader"))
        .get(suite.gateway().url() + "/api/history/rooms/" + room + "/messages?limit=200")
        .jsonPath()
        .getList("messages." + property);
  }

  static RequestSpecification as(String role) {
    return given().contentType("application/json").auth().oauth2(token(role));
  }

  private static String token(String role) {
    return suite.tokens().mint(TokenRequest.user("backend").withRoles(role));
  }

  /** Through a backend. */
  void post(String content) {
    as("publisher")
        .body(Map.of("content", content))
        .post(suite.gateway().url() + "/api/chat/rooms/" + room + "/messages")
        .then()
        .statusCode(201);
  }

  /** So many of a backend's, many at once: {@code line 1} and so on, in about this order. */
  void fill(int count) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(suite.chat(0).url() + "/api/chat/rooms/" + room + "/messages"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token("publisher"));
    List<Future<Integer>> answers;
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService backend = Executors.newFixedThreadPool(AT_ONCE)) {
      answers =
          IntStream.rangeClosed(1, count)
              .mapToObj("{\"content\":\"line %d\"}"::formatted)
              .map(body -> request.copy().POST(BodyPublishers.ofString(body)).build())
              .map(
                  it ->
                      backend.submit(() -> client.send(it, BodyHandlers.discarding()).statusCode()))
              .toList();
    }
    assertThat(answers).extracting(Future::resultNow).containsOnly(201);
  }
}
