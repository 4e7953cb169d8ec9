package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void theRulesOfThePageHold() throws Exception {
    boolean hasNode =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> new File(folder, "node").canExecute());
    assumeTrue(hasNode, "the page's own tests want Node.js, and there is none");

    Process tests =
        new ProcessBuilder("node", "--test")
            .directory(new File("../web-client"))
            .inheritIO()
            .start();

    assertThat(tests.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tests.exitValue()).isZero();
  }
}
