package io.chorus.history.log.reading;

import io.chorus.model.reading.RoomRead;
import io.vertx.mutiny.sqlclient.Row;

/**
 * How far a user has read a room, and what is left.
 *
 * @param unread messages of others behind the marker, one more than are told where there are more
 * @param mentions those that mention the user, likewise
 */
public record Left(String roomId, long read, int unread, int mentions) {
  /** More are not told. */
  private static final int MOST = 99;

  static Left of(String roomId, Row row) {
    return new Left(
        roomId, row.getLong("read"), row.getInteger("unread"), row.getInteger("mentions"));
  }

  /** As clients are told. */
  public RoomRead told() {
    boolean more = unread > MOST || mentions > MOST;
    return new RoomRead(
        roomId, read, Math.min(unread, MOST), Math.min(mentions, MOST), more ? true : null);
  }
}
