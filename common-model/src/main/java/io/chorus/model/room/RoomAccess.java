package io.chorus.model.room;

import java.util.Collection;
import java.util.List;

/**
 * The rooms that a token lets its user join: patterns in which {@code *} stands for any run of
 * characters.
 */
public final class RoomAccess {
  private static final RoomAccess ALL = new RoomAccess(List.of("*"));
  private static final RoomAccess NONE = new RoomAccess(List.of());

  private final List<String> patterns;

  private RoomAccess(List<String> patterns) {
    this.patterns = patterns;
  }

  /** Access of a token that has a claim with these patterns. */
  public static RoomAccess to(Collection<String> patterns) {
    return new RoomAccess(List.copyOf(patterns));
  }

  /** Access of a token without a {@code rooms} claim. */
  public static RoomAccess byDefault(DefaultAccess access) {
    return switch (access) {
      case OPEN -> ALL;
      case CLOSED -> NONE;
    };
  }

  /** The patterns, for those who ask for many rooms at once. */
  public List<String> patterns() {
    return patterns;
  }

  public boolean allows(RoomId room) {
    for (String pattern : patterns) {
      if (matches(pattern, room.value())) {
        return true;
      }
    }
    return false;
  }

  /** Linear in practice and without recursion, so that no pattern in a token can make it slow. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
