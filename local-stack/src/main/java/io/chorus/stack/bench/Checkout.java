package io.chorus.stack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What is being measured. */
final class Checkout {
  private Checkout() {}

  /** The commit, by the {@code git} that is there; null where that does not know. */
  static String commit(Path home) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short=8", "HEAD")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return git.waitFor() == 0 ? commit.strip() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
