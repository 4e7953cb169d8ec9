package io.chorus.web;

import io.chorus.browser.Chromium;
import io.chorus.browser.Window;
import java.util.ArrayList;
import java.util.List;

/** Somebody with the page open in one room. */
final class Person {
  private final Window window;

  Person(Window window) {
    this.window = window;
  }

  /** Comes to the page, gives a name, and is in the room. */
  static Person enter(Chromium browser, String page, String room, String name) {
    Window window = browser.open(page + "/#" + room);
    window.write("#name", name);
    window.enter();
    Person person = new Person(window);
    window.await("document.querySelector('#title').textContent === '" + room + "'");
    window.await("document.querySelector('#members li')");
    return person;
  }

  Window window() {
    return window;
  }

  void say(String text) {
    window.write("#text", text);
    window.enter();
    window.await("document.querySelector('#text').value === ''");
  }

  /** By the button, as where there are no keys. */
  void sayByTouch(String text) {
    window.write("#text", text);
    window.press("#composer .primary");
    window.await("document.querySelector('#text').value === ''");
  }

  /** What stands in the conversation, from top to bottom. */
  List<String> conversation() {
    return lines("querySelector('.content').textContent");
  }

  /** The ids of the same messages. */
  List<String> ids() {
    return lines("dataset.key.match(/[\\w-]+(?=\"]$)/)[0]");
  }

  private List<String> lines(String property) {
    List<String> lines = new ArrayList<>();
    window
        .evaluate("[...document.querySelectorAll('.line')].map(it => it." + property + ")")
        .forEach(line -> lines.add(line.asText()));
    return lines;
  }

  void cutTheNetwork() {
    window.press("#network[aria-checked=true]");
    window.await("!document.querySelector('#banner').hidden");
  }

  void mendTheNetwork() {
    window.press("#network[aria-checked=false]");
  }

  /** Returns when all that was said is stored; tries again what was refused meanwhile. */
  void awaitStored() {
    window.await(
        """
        (() => {
          document.querySelector('.line.failed .trouble button')?.click()
          return document.querySelector('#banner').hidden
            && document.querySelector('.line.sending, .line.failed') === null
        })()""");
  }
}
