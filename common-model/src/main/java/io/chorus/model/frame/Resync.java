package io.chorus.model.frame;

import io.chorus.model.room.RoomId;

/**
 * Data of {@code resync}: something may have been missed.
 *
 * @param roomId null for every room and the inbox
 * @param after fetch what is newer; null for what is newer than the client's last
 */
public record Resync(RoomId roomId, Long after) {
  /** Everything, everywhere. */
  public static final Resync EVERYTHING = new Resync(null, null);

  /** Everything that has come since a moment, in every room. */
  public static Resync since(long cursor) {
    return new Resync(null, cursor);
  }

  /** A message that readers may have passed: the room from its place on. */
  public static Resync from(RoomId room, long cursor) {
    return new Resync(room, cursor - 1);
  }
}
