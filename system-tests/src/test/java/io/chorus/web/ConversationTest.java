package io.chorus.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chorus.browser.Chromium;
import io.chorus.browser.Window;
import io.chorus.stack.Endpoint;
import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.token.TokenRequest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people in a real browser, on a suite with two chat instances, and what may happen to them.
 */
class ConversationTest {
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static Suite suite;
  private static Chromium browser;

  private String room = "room-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> said = new ArrayList<>();
  private Person ada;
  private Person bob;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "the page is tried in Chromium, and there is none");
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

  private void enter(String first, String second) {
    ada = Person.enter(browser, suite.gateway().url(), room, first);
    bob = Person.enter(browser, suite.gateway().url(), room, second);
    ada.window().await("document.querySelectorAll('#members li').length === 2");
  }

  private void say(Person who, String text) {
    said.add(text);
    who.say(text);
  }

  /** Both show all that was said, each line once, in the order of the history. */
  private void awaitTheSameConversation() {
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

  private List<String> history() {
    return given()
        .auth()
        .oauth2(suite.tokens().mint("reader"))
        .get(suite.gateway().url() + "/api/history/rooms/" + room + "/messages?limit=200")
        .jsonPath()
        .getList("messages.content");
  }

  private static void kill(Endpoint endpoint) {
    ProcessHandle.of(endpoint.pid()).orElseThrow().destroyForcibly();
  }

  @Test
  void whatOneSaysTheOtherSees() {
    say(ada, "Hello, Bob");
    bob.window().await("document.querySelector('.line')");
    say(bob, "Hello, Ada");

    awaitTheSameConversation();
  }

  @Test
  void textIsTextWhateverItLooksLike() {
    say(ada, "<img src=x onerror=\"document.title='broken'\"><b>bold</b>");

    awaitTheSameConversation();
    int made =
        bob.window().evaluate("document.querySelectorAll('#lines img, .content b').length").asInt();
    assertThat(made).isZero();
  }

  @Test
  void whatIsWrittenInATunnelIsSentBehindIt() {
    say(ada, "before");
    awaitTheSameConversation();

    ada.cutTheNetwork();
    say(ada, "written in the tunnel");
    say(ada, "and another");
    say(bob, "said meanwhile");
    assertThat(ada.conversation()).doesNotContain("said meanwhile");
    ada.mendTheNetwork();

    awaitTheSameConversation();
    say(ada, "after");
    say(bob, "after, too");
    awaitTheSameConversation();
  }

  @Test
  void aChatInstanceThatIsKilledTakesNothingWithIt() {
    say(ada, "one");
    say(bob, "two");
    awaitTheSameConversation();

    kill(suite.chat(0));
    for (int i = 0; i < 5; i++) {
      say(ada, "ada, just after it " + i);
      say(bob, "bob, just after it " + i);
    }
    awaitTheSameConversation();

    kill(suite.chat(1));
    say(ada, "and the other one");
    say(bob, "is gone, too");
    awaitTheSameConversation();
  }

  @Test
  void redisComesBackEmptyAndNobodyNotices() {
    say(ada, "one");
    say(bob, "two");
    awaitTheSameConversation();

    kill(suite.redis());
    say(ada, "while it is away");
    say(bob, "me, too");
    awaitTheSameConversation();

    say(ada, "and on it goes");
    awaitTheSameConversation();
  }

  @Test
  void readingBackLoadsOlderMessagesAndMovesNothing() {
    for (int i = 1; i <= 120; i++) {
      post("line " + i);
    }
    Window late = Person.enter(browser, suite.gateway().url(), room, "Cy").window();
    late.await("document.querySelectorAll('.line').length === 50");
    late.evaluate(
        """
        globalThis.place = () => globalThis.seen.getBoundingClientRect().top;
        globalThis.seen = document.querySelector('.line');
        document.querySelector('#log').scrollTop = 0;
        globalThis.before = place()""");

    late.await("document.querySelectorAll('.line').length >= 100");

    assertThat(late.evaluate("Math.abs(place() - before)").asDouble()).isLessThan(2);
    late.evaluate("document.querySelector('#log').scrollTop = 0");
    late.await("document.querySelectorAll('.line').length === 120");
    late.await("!document.querySelector('#beginning').hidden");
  }

  @Test
  void whatIsRefusedSaysWhyAndCanBeDiscarded() {
    ada.say("x".repeat(20_000));
    ada.window()
        .await("document.querySelector('.line.failed .trouble')?.textContent.includes('Not sent')");

    ada.window().press(".line.failed .trouble button:last-child");

    ada.window().await("document.querySelector('.line') === null");
  }

  /** Also keeps a picture of each, in target/pictures, for those who change how the page looks. */
  @Test
  void everyMainStateShowsWhatItIsAbout() throws IOException {
    leave();
    room = "launch";
    enter("Ada Lovelace", "Grace");
    Window window = ada.window();
    window.size(1200, 720);
    say(ada, "Good morning! The new instance is up.");
    say(ada, "Connections moved over without a missing line.");
    bob.window().await("document.querySelectorAll('.line').length === 2");
    say(bob, "I had the page open all the time and noticed nothing.");
    window.await("document.querySelectorAll('.line').length === 3");
    say(ada, "Then let us pull the plug on one this afternoon, and see who does.");
    bob.window().await("document.querySelectorAll('.line').length === 4");
    say(bob, "Deal. Whoever notices buys the coffee.");
    post("Build 214 is deployed: chat 1.4, history 1.4, notification 1.2.");
    window.await("document.querySelectorAll('.line').length === 6");
    said.add("Build 214 is deployed: chat 1.4, history 1.4, notification 1.2.");
    window.press("#rooms a[href=\"#general\"]");
    window.press("#rooms a[href=\"#launch\"]");
    bob.window().write("#text", "I wi");
    window.await("document.querySelector('#typing').textContent === 'Grace is typing…'");
    as("notifier")
        .body(
            Map.of(
                "userId", "ada-lovelace",
                "type", "deploy",
                "title", "Build 214 is deployed",
                "message", "Two instances of chat-service run version 1.4."))
        .post(suite.gateway().url() + "/api/notifications")
        .then()
        .statusCode(202);
    window.await("document.querySelector('#bell-badge').textContent === '1'");
    picture(window, "conversation-light");
    window.dark(true);
    picture(window, "conversation-dark");

    window.press("#bell");
    window.await("document.querySelector('#drawer.open .notice').checkVisibility()");
    window.await("document.activeElement.id === 'drawer'");
    picture(window, "notifications");
    window.escape();
    window.await("document.querySelector('#drawer.open') === null");
    window.await("document.activeElement.id === 'bell'");
    window.dark(false);

    ada.cutTheNetwork();
    say(ada, "Written in a tunnel.");
    window.await("document.querySelector('.line.sending')");
    picture(window, "tunnel");
    ada.mendTheNetwork();
    awaitTheSameConversation();

    window.size(390, 760);
    window.await("document.querySelector('#show-rooms').checkVisibility()");
    picture(window, "narrow");

    try (Window live = browser.open(suite.gateway().url() + "/ops")) {
      live.size(1200, 720);
      live.await("document.querySelectorAll('article').length === 2");
      live.await("document.querySelector('article .line').getAttribute('d').includes('L')");
      picture(live, "live");
    }
  }

  private static void picture(Window window, String name) throws IOException {
    // What moves has come to rest.
    window.evaluate("Promise.all(document.getAnimations().map(it => it.finished))");
    window.picture(Path.of("target/pictures", name + ".png"));
  }

  private static RequestSpecification as(String role) {
    return given()
        .contentType("application/json")
        .auth()
        .oauth2(suite.tokens().mint(TokenRequest.user("backend").withRoles(role)));
  }

  private void post(String content) {
    as("publisher")
        .body(Map.of("content", content))
        .post(suite.gateway().url() + "/api/chat/rooms/" + room + "/messages")
        .then()
        .statusCode(201);
  }
}
