package io.chorus.notification.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * The inboxes as their users see them: what was sent to them and to everybody, without what has
 * expired. Each call reads one state of the database: who has seen a cursor will find nothing new
 * below it. Failures that may pass, and those to answer in time, are {@link InboxUnavailable}.
 * Thread-safe; never blocks.
 */
@Singleton
public class Inbox {
  private final InboxQueries queries;
  private final Timer unreadTime;
  private final Tallies tallies = new Tallies();

  Inbox(InboxQueries queries, MeterRegistry metrics) {
    this.queries = queries;
    this.unreadTime = metrics.timer("chorus.notifications.unread.time");
  }

  /** Part of a user's inbox. */
  public Uni<InboxPage> page(String userId, Bounds bounds) {
    String statement =
        InboxSql.page(
            bounds.unread(), bounds.isForward() ? Order.OLDEST_FIRST : Order.NEWEST_FIRST);
    return read(
        statement, userId, bounds.after(), bounds.before(), bounds.limit(), bounds.maxBytes());
  }

  /** The oldest of what is newer than the cursor, read or not. */
  public Uni<InboxPage> after(String userId, long cursor, int limit, int maxBytes) {
    return read(InboxSql.page(false, Order.OLDEST_FIRST), userId, cursor, null, limit, maxBytes);
  }

  private Uni<InboxPage> read(
      String statement, String userId, Long after, Long before, int limit, int maxBytes) {
    return queries
        .run(
            statement,
            Tuple.of(
                userId,
                after == null ? -1 : after,
                before == null ? Long.MAX_VALUE : before,
                limit,
                maxBytes))
        .map(
            rows ->
                new InboxPage(
                    StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> InboxSql.item(row, userId))
                        .toList(),
                    rows.size() > 0 && first(rows).getLong("found") > rows.size()));
  }

  /** How many of a user's notifications are not read. */
  public Uni<Long> unread(String userId) {
    Timer.Sample sample = Timer.start();
    Tally known = tallies.of(userId);
    return queries
        .run(
            InboxSql.UNREAD,
            Tuple.of(userId, known.readUpTo(), known.upTo(), known.removals(), known.count()))
        .map(
            rows -> {
              Row row = first(rows);
              Tally now =
                  new Tally(
                      row.getLong("up_to"),
                      row.getLong("last"),
                      row.getLong("removals"),
                      row.getLong("count"));
              tallies.remember(userId, now);
              return now.count() - row.getLong("off");
            })
        .onTermination()
        .invoke(() -> sample.stop(unreadTime));
  }

  /**
   * For whom something was stored shortly before, by the database's time.
   *
   * @param ago how long ago at the most
   * @param limit of users
   * @return users, and a null where there are broadcasts
   */
  public Uni<List<String>> recipientsWithin(Duration ago, int limit) {
    long micros = TimeUnit.MILLISECONDS.toMicros(ago.toMillis());
    return queries
        .run(InboxSql.RECIPIENTS_SINCE, Tuple.of(micros, limit))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .toList());
  }

  /** The cursor of the newest notification of all; whatever is stored later has a higher one. */
  public Uni<Long> newest() {
    return queries.run(InboxSql.NEWEST, Tuple.tuple()).map(rows -> first(rows).getLong(0));
  }

  /** Marks one of a user's notifications as read; completes after the commit. */
  public Uni<Marked> read(String userId, String id) {
    return queries
        .run(InboxSql.READ_ONE, Tuple.of(userId, id))
        .map(
            rows -> {
              Row row = first(rows);
              if (!row.getBoolean("found")) {
                return Marked.UNKNOWN;
              }
              return row.getBoolean("marked") ? Marked.NOW : Marked.BEFORE;
            });
  }

  /**
   * Marks everything up to a cursor as read, but nothing that is still to come; completes after the
   * commit.
   *
   * @return the place up to which everything is read now; empty where it was before
   */
  public Uni<Optional<Long>> readUpTo(String userId, long cursor) {
    return queries
        .run(InboxSql.READ_UP_TO, Tuple.of(userId, cursor))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(first(rows).getLong("up_to")));
  }

  private static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }
}
