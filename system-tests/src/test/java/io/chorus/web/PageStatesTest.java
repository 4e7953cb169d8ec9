package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.browser.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
  void linksCanBeFollowedAndMarksAreSeen() {
    post("see **this**: https://example.org/a_b and `1 < 2`");

    bob.window().await("document.querySelector('.content a')?.href === 'https://example.org/a_b'");
    bob.window().await("document.querySelector('.content strong')?.textContent === 'this'");
    bob.window().await("document.querySelector('.content code')?.textContent === '1 < 2'");
  }

  @Test
  void whatWasBegunAndWhatWasNotSentOutlivesTheWindow() {
    say(ada, "before");
    ada.cutTheNetwork();
    say(ada, "written in a tunnel");
    ada.window().await("document.querySelector('.line.sending')");
    ada.window().write("#text", "just beg");

    ada.window().evaluate("location.reload()");

    ada.window().await("document.querySelector('#text')?.value === 'just beg'");
    awaitTheSameConversation();
  }

  @Test
  void whatBecomesOfAMessageIsTheSameForBothAndForWhoComesLater() {
    ada.say("Who is for lunhc?");
    ada.window().await("document.querySelector('.line.mine.stored')");
    ada.window().evaluate("document.querySelector('#text').focus()");
    ada.window().up();
    ada.window().await("document.querySelector('#about').checkVisibility()");
    ada.window().evaluate("document.querySelector('#text').value = 'Who is for lunch?'");
    ada.window().enter();
    bob.window().await(content("Who is for lunch? (edited)"));

    bob.window().point(".line:last-child");
    bob.window().press(".menu button");
    ada.window().await("document.querySelector('.reaction')?.textContent === '👍 1'");
    ada.window().press(".reaction");
    bob.window().await("document.querySelector('.reaction')?.textContent === '👍 2'");

    bob.window().evaluate("document.querySelector('.menu button.reply').click()");
    bob.window().write("#text", "Me");
    bob.window().enter();
    ada.window().press(".replies");
    ada.window().write("#thread-text", "At noon");
    ada.window().enter();
    bob.window().await("document.querySelector('.replies')?.textContent === '2 replies'");

    bob.say("nonsense");
    bob.window().await("document.querySelectorAll('.line.mine.stored').length === 2");
    bob.window().point(".line:last-child");
    bob.window().press(".menu button.delete");
    bob.window().press("#toast button");
    ada.window().await(content("This message was deleted."));

    bob.window().evaluate("location.reload()");
    bob.window().await("document.querySelectorAll('.line').length === 4");
    bob.window().await("document.querySelector('.reaction')?.textContent === '👍 2'");
    bob.window().await("document.querySelector('.replies')?.textContent === '2 replies'");
    bob.window().await(content("Who is for lunch? (edited)"));
    bob.window().await(content("This message was deleted."));
  }

  @Test
  void whoIsMentionedIsShownAndWhatWasSaidIsFound() {
    ada.window().write("#text", "Look at this, @bo");
    ada.window().await("document.querySelector('#completion li')?.textContent.includes('Bob')");
    ada.window().enter();
    ada.window().write("#text", "please: marzipan");
    ada.window().enter();

    bob.window().await("document.querySelector('.line.meant')");
    ada.window().await("document.querySelector('.line.mine.stored')");
    bob.window().press("#show-search");
    bob.window().write("#search-words", "marzipan");
    bob.window().await("document.querySelector('.found mark')?.textContent === 'marzipan'");
    bob.window().press(".found");
    bob.window().await("document.querySelector('.line.aimed')");
  }

  @Test
  void roomsOfOthersAreFoundAmongAllRooms() {
    bob.window().evaluate("location.hash = 'tea-" + room + "'");
    bob.window().await("document.querySelector('#title').textContent.startsWith('tea-')");
    bob.say("Who is for tea?");
    bob.window().await("document.querySelector('.line.mine.stored')");

    ada.window().press("#all-rooms");
    ada.window().write("#switch-to", "EA-" + room);
    ada.window()
        .await(
            "document.querySelector('#switch-others button')?.textContent.startsWith('#tea-"
                + room
                + "')");
    ada.window().press("#switch-others button");

    ada.window().await("document.querySelector('#title').textContent === 'tea-" + room + "'");
    ada.window().await(content("Who is for tea?"));
  }

  @Test
  void whatIsReadOnOneDeviceIsReadOnTheOthers() {
    ada.say("seen by both");
    bob.window().await("document.querySelectorAll('.line').length === 1");
    ada.window().await("document.querySelector('#seen').textContent === 'Seen by Bob'");
    try (Window device = browser.open(suite.gateway().url() + "/#elsewhere")) {
      device.write("#name", "Bob");
      device.enter();
      String badge = "document.querySelector('#rooms a[href=\"#" + room + "\"] .badge')";
      // The room came from the other device, and nothing in it is new.
      device.await(badge + "?.textContent === ''");
      bob.window().evaluate("location.hash = 'away'");
      bob.window().await("document.querySelector('#title').textContent === 'away'");
      ada.say("news");
      device.await(badge + ".textContent === '1'");

      bob.window().evaluate("location.hash = '" + room + "'");

      device.await(badge + ".textContent === ''");
    }
  }

  @Test
  void nothingStandsInTheWayOfThoseWhoDoNotSeeIt() throws Exception {
    Axe axe = Axe.require();
    Window window = ada.window();
    window.size(1200, 720);
    say(ada, "See **this**: https://example.org and `x`\n```js\nlet a = 1\n```");
    window.await("document.querySelector('.line.stored')");
    for (boolean dark : new boolean[] {false, true}) {
      window.dark(dark);
      axe.findsNothing(window, "the conversation");
    }
    for (String control : List.of("#bell", "#add-emoji", "#show-search", "#all-rooms")) {
      window.press(control);
      axe.findsNothing(window, control);
      window.escape();
    }
    window.point(".line");
    window.press(".menu button.thread");
    axe.findsNothing(window, "the answers");
    window.size(390, 760);
    axe.findsNothing(window, "a narrow window");
  }

  private static String content(String text) {
    return "[...document.querySelectorAll('.line .content')].some(it => it.textContent === '%s')"
        .formatted(text);
  }

  @Test
  void aNewWindowKnowsItsUser() {
    try (Window other = ada.window().another(suite.gateway().url() + "/#" + room)) {
      other.await("document.querySelector('#me').textContent === 'Ada'");
      other.await("document.querySelectorAll('#members li').length === 2");
    }
  }

  @Test
  void whoLogsOutLeavesNothingBehindAndIsAskedWhereSomethingWouldBeLost() {
    Window window = ada.window();
    try (Window other = window.another(suite.gateway().url() + "/#" + room)) {
      other.await("document.querySelectorAll('#members li').length === 2");
      ada.cutTheNetwork();
      ada.say("not sent");
      window.write("#text", "just beg");

      window.press("#leave");
      window.press("#toast button");

      window.await("document.querySelector('#enter-form').checkVisibility()");
      other.await("document.querySelector('#enter-form').checkVisibility()");
      assertThat(
              window.evaluate(
                  "Object.entries(localStorage).filter(it => /ada|not sent|just beg/i.test(it))"))
          .isEmpty();
    }
  }

  @Test
  void twoWindowsOfOneUserKeepEachOthersRooms() {
    try (Window other = ada.window().another(suite.gateway().url() + "/#" + room)) {
      other.await("document.querySelectorAll('#members li').length === 2");
      ada.window().evaluate("location.hash = 'first'");
      other.evaluate("location.hash = 'second'");

      for (Window window : List.of(ada.window(), other)) {
        window.await("document.querySelector('#rooms a[href=\"#first\"]')");
        window.await("document.querySelector('#rooms a[href=\"#second\"]')");
      }
    }
  }

  @Test
  void whatFailedStaysWhereItWasWritten() {
    say(ada, "one");
    ada.window().await("document.querySelector('.line.stored')");
    ada.say("x".repeat(20_000));
    ada.window().await("document.querySelector('.line.failed .trouble')");

    post("two");

    ada.window().await("document.querySelectorAll('.line').length === 3");
    ada.window().await("document.querySelector('.line:last-child .content').textContent === 'two'");
  }

  @Test
  void aRoomThatCannotBeIsSaidAndAnotherIsNotOpenedInstead() {
    ada.window().evaluate("location.hash = 'a/b'");
    ada.window().await("document.querySelector('#toast').textContent.includes('No room')");
    assertThat(ada.window().evaluate("document.querySelector('#title').textContent").asText())
        .isEqualTo(room);

    ada.window().evaluate("location.hash = 'café " + room + "'");
    ada.window().await("document.querySelector('#title').textContent === 'cafe-" + room + "'");
  }

  @Test
  void whatIsNewIsCountedAndMarkedThoughMoreCameThanAPage() {
    say(ada, "seen");
    awaitTheSameConversation();
    ada.window().evaluate("location.hash = 'elsewhere'");
    ada.window().await("document.querySelector('#title').textContent === 'elsewhere'");
    for (int i = 1; i <= 80; i++) {
      post("line " + i);
    }
    String badge = "document.querySelector('#rooms a[href=\"#" + room + "\"] .badge').textContent";
    ada.window().await(badge + " === '80'");

    ada.window().evaluate("location.reload()");

    ada.window().await(badge + " === '80'");
    ada.window().evaluate("location.hash = '" + room + "'");
    ada.window().await("document.querySelector('.day.new')?.checkVisibility()");
    ada.window().await("!document.querySelector('#to-end').hidden");
    ada.window().await(badge + " === '80'");
    ada.window().press("#to-end");
    ada.window().await(badge + " === ''");
  }

  @Test
  void whereNothingHoversNoRoomIsLeftByMissingItsName() {
    ada.window().touch();

    ada.window().await("!document.querySelector('#rooms .leave').checkVisibility()");
    ada.window()
        .await(
            """
            [...document.querySelectorAll('button, input, select, #rooms a')]
              .filter(it => it.checkVisibility())
              .every(it => it.getBoundingClientRect().height >= 44)""");
  }

  @Test
  void whereNothingHoversATouchOpensWhatCanBeDoneWithALine() {
    Window phone = bob.window();
    phone.touch();
    say(ada, "one");
    say(ada, "two");
    phone.await("document.querySelectorAll('.line').length === 2");
    assertThat(phone.evaluate("document.querySelector('.menu.open') === null").asBoolean())
        .isTrue();

    phone.tap(".line.first .content");
    phone.tap(".menu button");
    ada.window().await("document.querySelector('.line.first .reaction')?.textContent === '👍 1'");
    assertThat(phone.evaluate("document.querySelector('.menu.open') === null").asBoolean())
        .isTrue();

    phone.tap(".line:last-child .content");
    phone.await("document.querySelector('.line:last-child > .menu.open')");
    phone.tap("#title");
    phone.await("document.querySelector('.menu.open') === null");
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
    window.await("document.querySelectorAll('.line').length === 5");
    window.point(".line:nth-last-child(2)");
    window.press(".menu button");
    bob.window().point(".line:last-child");
    bob.window().press(".menu button:nth-child(3)");
    window.await("document.querySelectorAll('.reaction').length === 2");
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

    window.point(".line:nth-last-child(3)");
    window.press(".menu button.thread");
    window.write("#thread-text", "At three?");
    window.enter();
    said.add("At three?");
    window.await("document.querySelector('#thread .answer:nth-child(2)')");
    bob.window().await("document.querySelector('.replies')");
    picture(window, "answers");
    window.press("#thread .close");

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
