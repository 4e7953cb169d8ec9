package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.browser.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page shows, and how it looks. */
class PageStatesTest extends BrowserHarness {
  @Test
  void nothingInlineRuns() {
    assertThat(
            ada.window()
                .evaluate(
                    """
                    (() => {
                      const script = document.createElement('script')
                      script.textContent = 'window.ran = true'
                      document.head.append(script)
                      return window.ran === undefined
                    })()""")
                .asBoolean())
        .isTrue();
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
}
