package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;

/**
 * What the checker looks at in a message, live or from the history.
 *
 * @param prev null where it is unknown
 */
public record Message(String userId, String id, long cursor, Long prev) {
  static Message of(JsonObject json) {
    return new Message(
        json.getString("userId"),
        json.getString("id"),
        json.getLong("cursor"),
        json.getLong("prev"));
  }

  public MessageKey key() {
    return new MessageKey(userId, id);
  }
}
