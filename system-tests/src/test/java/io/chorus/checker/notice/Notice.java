package io.chorus.checker.notice;

import io.vertx.core.json.JsonObject;

/**
 * A notification as somebody got it.
 *
 * @param key what its sender put into it: the same for all that were sent under one key
 */
record Notice(String id, String key, long cursor) {
  static Notice of(JsonObject json) {
    return new Notice(json.getString("id"), json.getString("message"), json.getLong("cursor"));
  }
}
