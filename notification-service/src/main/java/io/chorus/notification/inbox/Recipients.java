package io.chorus.notification.inbox;

import java.util.List;

/** Whom a notification is for. */
public sealed interface Recipients {
  /**
   * @param userIds without duplicates
   * @param bytes about how much memory they take
   */
  record Users(List<String> userIds, long bytes) implements Recipients {
    /** What a list has for each entry. */
    private static final int ENTRY = 64;

    public Users(List<String> userIds) {
      this(
          List.copyOf(userIds),
          userIds.stream().mapToLong(userId -> userId.length() + ENTRY).sum());
    }
  }

  record Everybody() implements Recipients {}
}
