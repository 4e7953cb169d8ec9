package io.chorus.history.log;

import io.chorus.database.Outage;
import io.chorus.history.HistoryConfig;
import io.chorus.model.room.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Reads the log. What PostgreSQL hands over is bounded in bytes: it leaves off once the bound is
 * passed, the first message always being there. Failures that may pass, and those to answer in
 * time, are {@link LogUnavailable}. Messages are read on the Vert.x context of a request; never
 * blocks.
 */
@Singleton
public class MessageLog {
  private static final String SUITE = "SELECT id FROM history.suite";
  private static final String NEWEST_PLACE = "SELECT coalesce(max(cursor), 0) FROM history.message";

  private final LoggedMessages messages;
  private final Pool pool;
  private final Duration readWithin;

  MessageLog(LoggedMessages messages, Pool pool, HistoryConfig config) {
    this.messages = messages;
    this.pool = pool;
    this.readWithin = config.history().readWithin();
  }

  /** The id of the suite whose log this is, the same for as long as the database lives. */
  public Uni<String> suite() {
    return bounded(pool.query(SUITE).execute().map(rows -> rows.iterator().next().getString(0)));
  }

  /** The newest cursor of any room; 0 where there is none. */
  Uni<Long> newestPlace() {
    return bounded(
        pool.query(NEWEST_PLACE).execute().map(rows -> rows.iterator().next().getLong(0)));
  }

  /** The newest messages. */
  public Uni<Stretch> newest(RoomId room, int limit, int maxBytes) {
    return before(room, Long.MAX_VALUE, limit, maxBytes);
  }

  /** The newest of the messages older than the cursor. */
  public Uni<Stretch> before(RoomId room, long cursor, int limit, int maxBytes) {
    return inTime(messages.before(new Place(room.value(), cursor), limit, maxBytes));
  }

  /** The oldest of the messages newer than the cursor. */
  public Uni<Stretch> after(RoomId room, long cursor, int limit, int maxBytes) {
    return inTime(messages.after(new Place(room.value(), cursor), limit, maxBytes));
  }

  /**
   * Whoever waits may give up, or go away; the reading goes on until PostgreSQL has answered or its
   * connection is closed, so that nobody is given a connection on which an answer is still to come.
   */
  private Uni<Stretch> inTime(Uni<Stretch> reading) {
    return bounded(reading.memoize().indefinitely());
  }

  private <T> Uni<T> bounded(Uni<T> read) {
    return read.ifNoItem()
        .after(readWithin)
        .fail()
        .onFailure(Outage::isOne)
        .transform(LogUnavailable::new);
  }
}
