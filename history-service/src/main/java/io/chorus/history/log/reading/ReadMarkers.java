package io.chorus.history.log.reading;

import io.chorus.history.log.LogReads;
import io.chorus.history.log.NewestPlace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * How far users have read. A marker never goes back, so it may be set again, at any replica. Fails
 * as {@link LogReads} does. Thread-safe; never blocks.
 */
@Singleton
public class ReadMarkers {
  private final LogReads reads;
  private final NewestPlace newest;

  ReadMarkers(LogReads reads, NewestPlace newest) {
    this.reads = reads;
    this.newest = newest;
  }

  /**
   * @param moved whether the marker was further back before
   */
  public record Marked(Left left, boolean moved) {}

  /** Notes that a user has read a room up to a cursor; completes after the commit. */
  public Uni<Marked> mark(String roomId, String userId, long cursor) {
    return reads
        .query(ReadingSql.MARK, Tuple.of(userId, roomId, cursor, newest.now()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Marked(Left.of(roomId, row), row.getBoolean("moved"));
            });
  }
}
