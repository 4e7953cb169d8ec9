package io.chorus.model.room;

/**
 * A room's channel and keys on Redis. All carry the hash tag <code>{room}</code>, so that one
 * script may use them together on a cluster, and a room moves as one.
 */
public final class RoomKeys {
  /** What the name of every room's channel begins with. */
  public static final String CHANNELS = "room:{";

  private RoomKeys() {}

  /** Channel of the room's events. */
  public static String channel(RoomId room) {
    return CHANNELS + room + "}";
  }

  /** Cursor of the newest entry of the room's log. */
  public static String clock(RoomId room) {
    return "clock:{" + room + "}";
  }

  /** The epoch of Redis in which the clock was set: in another the clock proves nothing. */
  public static String epoch(RoomId room) {
    return "epoch:{" + room + "}";
  }

  /** Remembers the stamp of one message, for resends. */
  public static String sent(RoomId room, String userId, String messageId) {
    return "sent:{" + room + "}:" + messageId + ":" + userId;
  }

  /** Remembers the stamp of one change of a message, for resends. */
  public static String changed(RoomId room, String userId, String changeId) {
    return "changed:{" + room + "}:" + changeId + ":" + userId;
  }

  /** Sorted set of the connections in the room, by the time at which they expire. */
  public static String connections(RoomId room) {
    return "connections:{" + room + "}";
  }

  /** What Redis knows of its own memory of the room's connections: that it was lost, or kept. */
  public static String memory(RoomId room) {
    return "memory:{" + room + "}";
  }

  /** Hash of the users in the room: number of connections and name. */
  public static String users(RoomId room) {
    return "users:{" + room + "}";
  }
}
