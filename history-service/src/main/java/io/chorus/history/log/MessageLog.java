package io.chorus.history.log;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** What the log as a whole is. Fails as {@link LogReads} does. Thread-safe; never blocks. */
@Singleton
public class MessageLog {
  private static final String SUITE = "SELECT id FROM history.suite";
  private static final String NEWEST_PLACE =
      """
      SELECT greatest(
        (SELECT max(cursor) FROM history.message), (SELECT max(cursor) FROM history.change), 0)
      """;

  private final LogReads reads;

  MessageLog(LogReads reads) {
    this.reads = reads;
  }

  /** The id of the suite whose log this is, the same for as long as the database lives. */
  public Uni<String> suite() {
    return reads.query(SUITE, Tuple.tuple()).map(rows -> rows.iterator().next().getString(0));
  }

  /** The newest cursor of any room; 0 where there is none. */
  Uni<Long> newestPlace() {
    return reads.query(NEWEST_PLACE, Tuple.tuple()).map(rows -> rows.iterator().next().getLong(0));
  }
}
