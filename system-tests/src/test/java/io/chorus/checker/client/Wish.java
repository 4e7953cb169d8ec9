package io.chorus.checker.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a client wants to do: to send a message, or to change one.
 *
 * @param data of the request, but for the id under which it is asked for
 */
record Wish(String event, String roomId, JsonObject data) {
  static final String SEND = "send_message";
  private static final String EDIT = "edit_message";

  static Wish message(String roomId) {
    return new Wish(SEND, roomId, new JsonObject());
  }

  /** The same, which means somebody. */
  Wish mentioning(String userId) {
    JsonObject mentions = new JsonObject().put("mentions", new JsonArray().add(userId));
    return new Wish(event, roomId, data.copy().put("metadata", mentions));
  }

  static Wish reply(String roomId, EntryKey to) {
    return new Wish(SEND, roomId, new JsonObject().put("replyTo", named(to)));
  }

  static Wish edit(String roomId, EntryKey own) {
    return new Wish(EDIT, roomId, new JsonObject().put("id", own.id()));
  }

  static Wish deletion(String roomId, EntryKey own) {
    return new Wish("delete_message", roomId, new JsonObject().put("id", own.id()));
  }

  static Wish reaction(String roomId, EntryKey to, String reaction, boolean on) {
    return new Wish("react", roomId, named(to).put("reaction", reaction).put("on", on));
  }

  private static JsonObject named(EntryKey message) {
    return new JsonObject().put("userId", message.userId()).put("id", message.id());
  }

  boolean isMessage() {
    return event.equals(SEND);
  }

  boolean isEdit() {
    return event.equals(EDIT);
  }

  /** The request, under an id; what it says is that id. */
  JsonObject under(String id) {
    JsonObject request = data.copy().put("roomId", roomId);
    if (isMessage()) {
      return request.put("id", id).put("content", id);
    }
    request.put("changeId", id);
    return isEdit() ? request.put("content", id) : request;
  }
}
