package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chorus.browser.Window;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two people in a room in which much was said, one on a phone, and what happens to their windows on
 * one day.
 */
class LongConversationTest extends BrowserHarness {
  private static final int OLDER = 5_000;
  private static final int DRAWN = 300;

  /** Goes on towards the first line; true once it shows one that is this old. */
  private static final String READ_BACK =
      """
      (() => {
        document.querySelector('#log').scrollTop = 0
        return Number(document.querySelector('.line .content').textContent.match(/^line (\\d+)$/)?.[1]) <= %d
      })()""";

  private static final String AT_THE_END =
      """
      (() => {
        const { scrollHeight, scrollTop, clientHeight } = document.querySelector('#log')
        return document.querySelector('.line') !== null
          && scrollHeight - scrollTop - clientHeight < 80
          && document.querySelector('#to-end').hidden
      })()""";

  private Window desktop;
  private Window phone;

  @Override
  @BeforeEach
  void enter() {
    fill(OLDER);
    super.enter();
    desktop = ada.window();
    phone = bob.window();
    desktop.size(1280, 800);
    phone.touch();
  }

  @Test
  void nothingIsLostDoubledOrStuckWhateverPeopleDoToTheirWindows() throws Exception {
    talk();
    readBack();
    goThroughATunnel();
    useAnotherTab();

    look(Axe.require());
  }

  private void talk() {
    phone.await(AT_THE_END);
    say(ada, "Read https://example.org/a_b and **this**:\n```js\nconst a = 1 < 2\n```");
    phone.await("document.querySelector('.content a')?.href === 'https://example.org/a_b'");
    phone.await("document.querySelector('.content .hljs-keyword')?.textContent === 'const'");
    touch("Seen on the way");
    awaitTheSame(ada, bob);
    phone.await(AT_THE_END);
    desktop.await(AT_THE_END);
  }

  /** To the first of all lines, while the other one goes on. */
  private void readBack() {
    for (int reached = OLDER; reached > 0; reached -= OLDER / 5) {
      phone.await(READ_BACK.formatted(reached));
    }
    phone.await(READ_BACK.formatted(DRAWN) + " && !document.querySelector('#beginning').hidden");
    String place = "document.querySelector('.line').getBoundingClientRect().top";
    double before = phone.evaluate(place).asDouble();
    say(ada, "news 1");
    say(ada, "news 2");

    phone.await("document.querySelector('#to-end').textContent === '2 new ↓'");
    assertThat(phone.evaluate(place).asDouble()).isEqualTo(before);
    assertThat(bob.ids()).hasSizeLessThanOrEqualTo(DRAWN);

    phone.press("#to-end");
    awaitTheSame(ada, bob);
  }

  /** At its end the page is loaded again before all is sent. */
  private void goThroughATunnel() {
    phone.offline(true);
    bob.cutTheNetwork();
    touch("from the tunnel 1");
    touch("from the tunnel 2");
    say(ada, "meanwhile");
    phone.write("#text", "just beg");
    phone.offline(false);
    phone.evaluate("location.reload()");

    phone.await("document.querySelector('#text')?.value === 'just beg'");
    phone.write("#text", "un");
    phone.press("#composer .primary");
    said.add("just begun");
    awaitTheSame(ada, bob);
  }

  /** The one behind it stands still, as a browser has it do after a while. */
  private void useAnotherTab() {
    try (Window tab = desktop.another(suite.gateway().url() + "/#" + room)) {
      Person again = new Person(tab);
      tab.await("document.querySelectorAll('#members li').length === 2");
      desktop.frozen(true);
      say(again, "from another tab");
      touch("heard there");
      awaitTheSame(again, bob);
      assertThat(ada.conversation()).doesNotContain("from another tab");
      desktop.frozen(false);

      awaitTheSame(ada, again, bob);
    }
    say(ada, "back in the first tab");
    awaitTheSame(ada, bob);
  }

  private void look(Axe axe) {
    for (boolean dark : new boolean[] {false, true}) {
      desktop.dark(dark);
      phone.dark(dark);
      axe.findsNothing(desktop, "the desktop");
      axe.findsNothing(phone, "the phone");
    }
    for (int width : new int[] {320, 375, 768, 1280, 2560}) {
      desktop.size(width, 800);
      assertThat(desktop.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean())
          .as("%d pixels are enough", width)
          .isTrue();
    }
  }

  private void touch(String text) {
    said.add(text);
    bob.sayByTouch(text);
  }

  /** All show what the history has, each once, and nobody waits for anything. */
  private void awaitTheSame(Person... people) {
    for (Person person : people) {
      person.awaitStored();
    }
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () -> {
              assertThat(end(history(), said.size())).containsExactlyInAnyOrderElementsOf(said);
              List<String> newest = newest("id");
              for (Person person : people) {
                List<String> shown = person.ids();
                assertThat(shown).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(50);
                int common = Math.min(shown.size(), newest.size());
                assertThat(end(shown, common)).isEqualTo(end(newest, common));
              }
            });
  }

  private static List<String> end(List<String> all, int count) {
    return all.subList(all.size() - count, all.size());
  }
}
