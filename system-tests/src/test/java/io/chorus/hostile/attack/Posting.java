package io.chorus.hostile.attack;

import io.chorus.hostile.attack.Attack.Target;

/** What backends post, and where. */
final class Posting {
  private Posting() {}

  static String path(Target target) {
    return switch (target) {
      case CHAT -> "/api/chat/rooms/hostile-0/messages";
      case HISTORY -> "/api/history/rooms/hostile-0/messages";
      case NOTIFICATION -> "/api/notifications";
    };
  }

  /** A notification for that user, its data left open. */
  static String notification(String user) {
    return "{\"userId\":\"%s\",\"type\":\"hostile\",\"message\":\"x\",\"data\":".formatted(user);
  }
}
