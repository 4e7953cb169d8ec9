package io.chorus.model.message;

/**
 * Cursors are microseconds since the epoch: below 2^53 until the year 2255, so that JavaScript can
 * hold them.
 */
public final class Cursor {
  /** The first number that no cursor reaches. */
  public static final long LIMIT = 1L << 53;

  private Cursor() {}

  public static long toMillis(long cursor) {
    return cursor / 1000;
  }

  public static long ofMillis(long millis) {
    return millis * 1000;
  }
}
