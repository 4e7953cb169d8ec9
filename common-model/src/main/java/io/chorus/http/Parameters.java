package io.chorus.http;

import io.chorus.model.error.Refusal;
import io.chorus.model.message.Cursor;
import java.util.Set;
import java.util.regex.Pattern;

/** What callers give as text in a query: one way to write each. */
public final class Parameters {
  /** Those that need a value wherever they are given. */
  static final Set<String> NAMES =
      Set.of("limit", "before", "after", "unread", "roomId", "q", "changeId");

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  /** Digits of ASCII without a sign or zeros ahead, few enough for 64 bits. */
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private Parameters() {}

  /**
   * How many entries a page may have.
   *
   * @throws Refusal with {@code invalid_request} if it is no whole number or out of range
   */
  public static int limit(String text) {
    return limit(text, DEFAULT_LIMIT, MAX_LIMIT);
  }

  /** The same with bounds of its own. */
  public static int limit(String text, int byDefault, int max) {
    return text == null ? byDefault : (int) number("limit", text, 1, max);
  }

  /**
   * @return null for null
   * @throws Refusal with {@code invalid_request} if it is no cursor
   */
  public static Long cursor(String name, String text) {
    return text == null ? null : number(name, text, 0, Cursor.LIMIT);
  }

  private static long number(String name, String text, long min, long max) {
    if (NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw Refusal.invalid(name + " must be a whole number from " + min + " to " + max);
  }
}
