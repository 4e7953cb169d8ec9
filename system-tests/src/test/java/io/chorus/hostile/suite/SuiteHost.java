package io.chorus.hostile.suite;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Runs a suite until its standard input ends, which it does when the one who started it ends. */
final class SuiteHost {
  private static final int INSTANCES = 2;

  private SuiteHost() {}

  /** The project's folder, and one for everything that the suite keeps. */
  public static void main(String[] arguments) throws IOException {
    SuiteOptions options =
        SuiteOptions.in(Path.of(arguments[0]))
            .apartIn(Path.of(arguments[1]))
            .withInstances(INSTANCES, INSTANCES, 1);
    try (Suite suite = new Suite(options, System.out::println)) {
      suite.start();
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    }
    // Whatever threads are left.
    System.exit(0);
  }
}
