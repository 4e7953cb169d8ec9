package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The web client's own checks, which want Node: its types, and its rules as unit tests. */
class PageTest {
  private static final Path CLIENT = Path.of("../web-client");
  private static final long BOUND_MINUTES = 15;

  @Test
  void itsTypesFitAndItsRulesHold() throws Exception {
    Needs.require(hasNpm(), "Node.js with npm");
    Path installed = CLIENT.resolve("node_modules/.package-lock.json");
    boolean current =
        Files.exists(installed)
            && Files.getLastModifiedTime(installed)
                    .compareTo(Files.getLastModifiedTime(CLIENT.resolve("package-lock.json")))
                >= 0;
    Needs.require(current || npm("ci").status() == 0, "what npm ci installs, and it failed");

    Outcome tests = npm("test");

    assertThat(tests.status()).as(tests.output()).isZero();
  }

  private static boolean hasNpm() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, "npm").canExecute());
  }

  private static Outcome npm(String command) throws IOException, InterruptedException {
    Path log = Path.of("target", "npm-" + command + ".log");
    Process process =
        new ProcessBuilder("npm", command)
            .directory(CLIENT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(log));
  }

  private record Outcome(int status, String output) {}
}
