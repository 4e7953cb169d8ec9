package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Messages that must be refused, each in its way. */
enum Offence {
  TOO_LARGE {
    @Override
    void commit(JsonObject message) {
      message.put("content", "x".repeat(MORE_THAN_ALLOWED));
    }
  },
  INVALID {
    @Override
    void commit(JsonObject message) {
      JsonObject nested = new JsonObject();
      for (int i = 0; i < DEEPER_THAN_ALLOWED; i++) {
        nested = new JsonObject().put("n", nested);
      }
      message.put("metadata", nested);
    }
  },
  NOT_JOINED {
    @Override
    void commit(JsonObject message) {
      message.put("roomId", elsewhere(message.getString("roomId")));
    }
  };

  private static final int MORE_THAN_ALLOWED = 17 << 10;
  private static final int DEEPER_THAN_ALLOWED = 40;

  /** What says that a message is not taken, and never will have been. */
  private static final Set<String> FINAL =
      Set.of(
          "unauthorized",
          "forbidden",
          "invalid_request",
          "not_in_room",
          "message_too_large",
          "rate_limited");

  /** A room that nobody joins. */
  static String elsewhere(String roomId) {
    return roomId + "-elsewhere";
  }

  abstract void commit(JsonObject message);

  static boolean isFinal(String errorCode) {
    return FINAL.contains(errorCode);
  }
}
