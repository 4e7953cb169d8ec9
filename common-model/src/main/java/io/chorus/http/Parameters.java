package io.chorus.http;

import io.chorus.model.error.Refusal;
import io.chorus.model.message.Cursor;

/** Numbers that callers give as text. */
public final class Parameters {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private Parameters() {}

  /**
   * How many entries a page may have.
   *
   * @throws Refusal with {@code invalid_request} if it is no whole number or out of range
   */
  public static int limit(String text) {
    return text == null ? DEFAULT_LIMIT : (int) number("limit", text, 1, MAX_LIMIT);
  }

  /**
   * @return null for null
   * @throws Refusal with {@code invalid_request} if it is no cursor
   */
  public static Long cursor(String name, String text) {
    return text == null ? null : number(name, text, 0, Cursor.LIMIT);
  }

  private static long number(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw Refusal.invalid(name + " must be a whole number from " + min + " to " + max);
  }
}
