package io.chorus.notification.inbox;

import java.util.List;

/** Whom a notification is for. */
public sealed interface Recipients {
  /**
   * @param userIds without duplicates
   */
  record Users(List<String> userIds) implements Recipients {
    public Users {
      userIds = List.copyOf(userIds);
    }
  }

  record Everybody() implements Recipients {}
}
