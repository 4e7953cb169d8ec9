package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;

/**
 * What the checker looks at in a message, live or from the history.
 *
 * @param prev 0 where all that came before is behind the horizon, null where it is unknown
 */
public record Message(String userId, String id, long cursor, Long prev) {
  static Message of(JsonObject json) {
    return new Message(
        json.getString("userId"),
        json.getString("id"),
        json.getLong("cursor"),
        json.getLong("prev"));
  }

  /** Whether it names the message before it. */
  boolean namesPrevious() {
    return prev != null && prev != 0;
  }

  /** Whether it says that all before it is behind the horizon. */
  public boolean saysAllBeforeIsFinal() {
    return prev != null && prev == 0;
  }

  public MessageKey key() {
    return new MessageKey(userId, id);
  }
}
