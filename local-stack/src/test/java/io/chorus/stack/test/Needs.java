package io.chorus.stack.test;

import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs beside a JDK. Without it the test is skipped; but where {@code CI} is {@code
 * true} it fails, as there nobody would notice.
 */
public final class Needs {
  private static final boolean CI = "true".equalsIgnoreCase(System.getenv("CI"));

  private Needs() {}

  /**
   * @param what is needed, in words
   */
  public static void require(boolean isThere, String what) {
    require(isThere, what, CI);
  }

  static void require(boolean isThere, String what, boolean ci) {
    if (ci && !isThere) {
      throw new AssertionError("not to be skipped where CI is true: this needs " + what);
    }
    Assumptions.assumeTrue(isThere, () -> "skipped: this needs " + what);
  }
}
