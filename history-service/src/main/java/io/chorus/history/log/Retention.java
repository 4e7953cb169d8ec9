package io.chorus.history.log;

import io.chorus.history.HistoryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Removes what is older than is to be kept: messages, what was done to them, and what is kept
 * beside them; the oldest first, a chunk at a time. How far it has come stands in the database, so
 * it never looks twice at what is gone, and of all replicas one at a time goes on.
 *
 * <p>Age is measured twice, by places, from the newest on, and by PostgreSQL's clock: one that
 * leaps removes nothing. It is an hour at the least: behind the horizon nothing is added, so
 * nothing comes back. A change goes after all messages of its age, so no message is left as it was
 * before. Never blocks.
 */
@Singleton
class Retention {
  /** Longer than the bus remembers what was sent, and than anything is under way. */
  private static final Duration LEAST = Duration.ofHours(1);

  private static final long PAUSE_MILLIS = 60_000;

  /** Steps of few entries after one that failed. */
  private static final int CAUTION = 100;

  private static final String BEGIN =
      """
      INSERT INTO history.progress (task, cursor)
      VALUES ('retention', 0), ('retention-of-changes', 0) ON CONFLICT DO NOTHING
      """;

  // $1 is the place up to which all goes, $2 how old it has to be by PostgreSQL's clock. How many
  // rows there may be stands in it as a number, so that PostgreSQL knows how few they are; those
  // that belong to them are looked up one by one (OFFSET 0): read at once, PostgreSQL might go
  // along all that there are. With ties: two rooms may have the same place. Where more belongs to
  // them than may go at once, some of that goes, and they stay.
  private static final String STEP =
      """
      WITH at AS MATERIALIZED (
        SELECT cursor,
          least(%3$s, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - $2) AS until
        FROM history.progress WHERE task = '%1$s' FOR UPDATE SKIP LOCKED
      ), part AS MATERIALIZED (
        SELECT p.* FROM at CROSS JOIN LATERAL (
          SELECT * FROM history.%2$s
          WHERE cursor > at.cursor AND cursor <= at.until
          ORDER BY cursor FETCH FIRST %6$d ROWS WITH TIES
        ) AS p
      ), mention AS MATERIALIZED (
        SELECT its.ctid FROM part CROSS JOIN LATERAL (
          SELECT n.ctid FROM history.mention AS n
          WHERE n.room_id = part.room_id AND n.sender_id = part.user_id AND n.id = part.id %4$s
          OFFSET 0
        ) AS its LIMIT %7$d
      ), reaction AS MATERIALIZED (
        SELECT its.ctid FROM part CROSS JOIN LATERAL (
          SELECT r.ctid FROM history.reaction AS r
          WHERE r.room_id = part.room_id AND r.user_id = part.user_id AND r.id = part.id %5$s
          OFFSET 0
        ) AS its LIMIT %7$d
      ), found AS MATERIALIZED (
        SELECT count(*) AS entries, max(cursor) AS newest,
          %7$d IN ((SELECT count(*) FROM mention), (SELECT count(*) FROM reaction)) AS left_over
        FROM part
      ), removed AS (
        DELETE FROM history.%2$s AS e USING part, found
        WHERE e.room_id = part.room_id AND e.cursor = part.cursor AND NOT found.left_over
      ), mentions AS (
        DELETE FROM history.mention WHERE ctid = ANY (ARRAY(SELECT ctid FROM mention))
      ), reactions AS (
        DELETE FROM history.reaction WHERE ctid = ANY (ARRAY(SELECT ctid FROM reaction))
      )
      UPDATE history.progress AS p
      SET cursor = greatest(p.cursor,
        CASE WHEN left_over THEN p.cursor WHEN entries < %6$d THEN at.until ELSE newest END)
      FROM at, found WHERE p.task = '%1$s'
      RETURNING CASE WHEN left_over THEN 0 ELSE entries END AS entries,
        left_over OR entries >= %6$d AS more
      """;

  /** Rows that belong to an entry and go at once, for each entry that does. */
  private static final int BELONGINGS = 10;

  // By their places alone, as words may have been taken while their message was being removed.
  private static final String WORDS =
      """
      WITH part AS MATERIALIZED (
        SELECT room_id, cursor FROM history.searchable
        WHERE cursor <= (
          SELECT least($1, p.cursor, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - $2)
          FROM history.progress AS p WHERE p.task = 'retention')
        ORDER BY cursor LIMIT %1$d FOR UPDATE SKIP LOCKED
      ), removed AS (
        DELETE FROM history.searchable AS s USING part
        WHERE s.room_id = part.room_id AND s.cursor = part.cursor
      )
      SELECT 0::bigint AS entries, count(*) >= %1$d AS more FROM part
      """;

  private static List<String> steps(int atOnce) {
    return List.of(
        // All that is kept beside a message goes with it.
        STEP.formatted("retention", "message", "$1::bigint", "", "", atOnce, BELONGINGS * atOnce),
        STEP.formatted(
            "retention-of-changes",
            "change",
            "(SELECT least($1, m.cursor) FROM history.progress AS m WHERE m.task = 'retention')",
            "AND n.cursor = part.cursor",
            "AND r.by_user_id = part.by_user_id AND r.reaction = part.reaction"
                + " AND r.cursor = part.cursor",
            atOnce,
            BELONGINGS * atOnce),
        WORDS.formatted(atOnce));
  }

  private static final List<String> MANY = steps(1000);

  /** Where many have so much that belongs to them that their statement was not done in time. */
  private static final List<String> FEW = steps(10);

  private final Pool pool;
  private final NewestPlace newest;
  private final Optional<Duration> kept;
  private final Counter purged;
  private final Upkeep upkeep;

  /** How often there are only few at once from now on. */
  private volatile int cautious;

  Retention(
      Pool pool, NewestPlace newest, HistoryConfig config, Vertx vertx, MeterRegistry metrics) {
    this.pool = pool;
    this.newest = newest;
    this.kept = config.history().retention();
    demandEnough(kept);
    this.purged = metrics.counter("chorus.history.purged");
    this.upkeep =
        new Upkeep(
            "what is too old is not removed",
            vertx,
            Upkeep.SHORT_PAUSE_MILLIS,
            PAUSE_MILLIS,
            this::chunk);
  }

  static void demandEnough(Optional<Duration> kept) {
    if (kept.isPresent() && kept.get().compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "chorus.history.retention must be an hour at the least, not " + kept.get());
    }
  }

  void start(@Observes StartupEvent event) {
    if (kept.isPresent()) {
      upkeep.start();
    }
  }

  private Uni<Boolean> chunk() {
    long keptMicros = TimeUnit.MILLISECONDS.toMicros(kept.orElseThrow().toMillis());
    return remove(newest.now() - keptMicros, keptMicros);
  }

  /** Removes a chunk of what is up to that place, and so old; whether there is more. */
  Uni<Boolean> remove(long until, long keptMicros) {
    if (until <= 0) {
      return Uni.createFrom().item(false);
    }
    Uni<Boolean> all = pool.query(BEGIN).execute().replaceWith(false);
    for (String step : cautious > 0 ? FEW : MANY) {
      all = all.chain(before -> run(step, until, keptMicros).map(more -> before || more));
    }
    return all.invoke(more -> cautious = Math.max(0, cautious - 1))
        .onFailure()
        .invoke(e -> cautious = CAUTION);
  }

  private Uni<Boolean> run(String statement, long until, long keptMicros) {
    return pool.preparedQuery(statement)
        .execute(Tuple.of(until, keptMicros))
        .map(
            rows -> {
              // None where another replica is at it.
              boolean more = false;
              for (Row row : rows) {
                purged.increment(row.getLong("entries"));
                more = row.getBoolean("more");
              }
              return more;
            });
  }

  @PreDestroy
  void stop() {
    upkeep.stop();
  }
}
