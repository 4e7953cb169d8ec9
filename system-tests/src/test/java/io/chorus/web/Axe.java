package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.browser.Window;
import java.io.IOException;
import java.nio.file.Files;

/** Looks in a window for what stands in the way of those who do not see it, or press no keys. */
final class Axe {
  private final String program;

  private Axe(String program) {
    this.program = program;
  }

  /** Ends the test where it cannot be had. */
  static Axe require() throws IOException, InterruptedException {
    Npm.require();
    return new Axe(Files.readString(Npm.CLIENT.resolve("node_modules/axe-core/axe.min.js")));
  }

  /**
   * @param what is shown in the window
   */
  void findsNothing(Window window, String what) {
    window.evaluate(program + "; void 0");
    // What moves has come to rest.
    window.evaluate("Promise.all(document.getAnimations().map(it => it.finished)).then(() => 0)");
    assertThat(
            window.evaluate(
                "axe.run().then(it => it.violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))"))
        .as(what)
        .isEmpty();
  }
}
