package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;

/**
 * How far a user has read a room, as the history says.
 *
 * @param unread 99 at the most
 * @param mentions likewise
 */
public record Marker(String userId, String roomId, long read, int unread, int mentions) {
  static Marker of(String userId, JsonObject room) {
    return new Marker(
        userId,
        room.getString("roomId"),
        room.getLong("read"),
        room.getInteger("unread"),
        room.getInteger("mentions"));
  }
}
