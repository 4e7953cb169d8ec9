package io.chorus.history.log;

import java.io.Serializable;
import java.util.Objects;

/** Key of the log. */
public class LogPosition implements Serializable {
  public String roomId;
  public long cursor;

  @Override
  public boolean equals(Object other) {
    return other instanceof LogPosition that
        && cursor == that.cursor
        && Objects.equals(roomId, that.roomId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(roomId, cursor);
  }
}
