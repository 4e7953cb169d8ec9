package io.chorus.bus;

import java.util.regex.Pattern;

/**
 * How a suite's keys and channels are called on Redis: everything it has there begins with its
 * prefix, so that several may share one. Keys are apart by the number of the database too; channels
 * are not, so those of any but the first carry it.
 *
 * @param prefix 1 to 32 of {@code A-Z a-z 0-9 _ . -}
 * @param database the number that Redis was asked to select
 */
public record Names(String prefix, int database) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

  /** Where nothing is set. */
  public static final Names DEFAULT = new Names("chorus", 0);

  /**
   * @throws IllegalArgumentException if the prefix breaks the grammar, or there is no such database
   */
  public Names {
    if (!VALID.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "chorus.bus.prefix must be 1 to 32 of A-Z a-z 0-9 _ . -, and is '" + prefix + "'");
    }
    if (database < 0) {
      throw new IllegalArgumentException("Redis has no database " + database);
    }
  }

  /** A key as Redis knows it. A hash tag in it stays the first, and so decides. */
  String key(String name) {
    return prefix + ":" + name;
  }

  /** A channel as Redis knows it. */
  String channel(String name) {
    return database == 0 ? key(name) : prefix + ":db" + database + ":" + name;
  }
}
