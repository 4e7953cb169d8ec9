package io.chorus.history.log;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** What the log as a whole is. Fails as {@link LogReads} does. Thread-safe; never blocks. */
@Singleton
public class MessageLog {
  private static final String SUITE = "SELECT id FROM history.suite";

  /** What was removed may have been the newest. */
  static final String NEWEST_PLACE =
      """
      greatest(
        (SELECT max(cursor) FROM history.message), (SELECT max(cursor) FROM history.change),
        (SELECT cursor FROM history.progress WHERE task = 'retention'), 0)
      """;

  private final LogReads reads;

  MessageLog(LogReads reads) {
    this.reads = reads;
  }

  /** The id of the suite whose log this is, the same for as long as the database lives. */
  public Uni<String> suite() {
    return reads.query(SUITE, Tuple.tuple()).map(rows -> rows.iterator().next().getString(0));
  }

  /** A place that no entry is behind, the newest one's by rule; 0 where there never was one. */
  Uni<Long> newestPlace() {
    return reads
        .query("SELECT " + NEWEST_PLACE, Tuple.tuple())
        .map(rows -> rows.iterator().next().getLong(0));
  }
}
