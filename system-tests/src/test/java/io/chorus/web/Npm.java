package io.chorus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The tools of those who work on the web client. */
final class Npm {
  static final Path CLIENT = Path.of("../web-client");
  private static final long BOUND_MINUTES = 15;

  private Npm() {}

  /** Has them installed as the lock says; ends the test where that cannot be. */
  static void require() throws IOException, InterruptedException {
    Needs.require(isThere(), "Node.js with npm");
    Path installed = CLIENT.resolve("node_modules/.package-lock.json");
    boolean current =
        Files.exists(installed)
            && Files.getLastModifiedTime(installed)
                    .compareTo(Files.getLastModifiedTime(CLIENT.resolve("package-lock.json")))
                >= 0;
    Needs.require(current || run("ci").status() == 0, "what npm ci installs, and it failed");
  }

  static Outcome run(String command) throws IOException, InterruptedException {
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

  private static boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, "npm").canExecute());
  }

  record Outcome(int status, String output) {}
}
