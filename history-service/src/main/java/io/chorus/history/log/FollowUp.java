package io.chorus.history.log;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once over what is final in the log and makes the rows agree where entries came in an unusual
 * order: erases what was deleted before it came, and takes the words of what was changed before it
 * came. So it does, too, for messages that were stored by a replica of an older version, or while
 * nothing could be searched. It forgets reactions that were taken back, as nothing can come before
 * that any more. How far it has come stands in the database; of all replicas one at a time goes on.
 * A chunk at a time, with pauses; never blocks.
 */
@Singleton
class FollowUp {
  private static final long PAUSE_MILLIS = 5_000;

  // $1 is the place up to which the log is final. With ties: two rooms may have the same place.
  // However little of it there is to do, what is looked at is bounded.
  private static final String STEP =
      """
      WITH at AS MATERIALIZED (
        SELECT cursor FROM history.progress WHERE task = '%1$s' FOR UPDATE SKIP LOCKED
      ), looked AS MATERIALIZED (
        SELECT p.* FROM at CROSS JOIN LATERAL (
          SELECT * FROM history.%2$s
          WHERE cursor > at.cursor AND cursor <= $1
          ORDER BY cursor FETCH FIRST 1000 ROWS WITH TIES
        ) AS p
      ), part AS MATERIALIZED (
        SELECT * FROM looked WHERE %3$s
      )%4$s
      , found AS MATERIALIZED (
        SELECT count(*) AS entries, max(cursor) AS newest, %5$s AS left_over FROM looked
      )
      UPDATE history.progress AS p
      SET cursor = greatest(p.cursor,
        CASE WHEN left_over THEN p.cursor WHEN entries < 1000 THEN $1 ELSE newest END)
      FROM at, found
      WHERE p.task = '%1$s'
      RETURNING left_over OR entries >= 1000 AS more
      """;

  private static final String ALL = "true";

  private static final String NOTHING = "false";

  private static final String MEMBERS =
      """
      , member AS (
        INSERT INTO history.member (user_id, room_id)
        SELECT DISTINCT user_id, room_id FROM part
        ON CONFLICT DO NOTHING
      )
      """;

  private static final String ERASE =
      """
      , gone AS MATERIALIZED (
        SELECT DISTINCT room_id, user_id, id FROM part
        WHERE EXISTS (
          SELECT FROM history.change AS d
          WHERE d.room_id = part.room_id AND d.user_id = part.user_id AND d.id = part.id
            AND d.event = 'message_deleted')
      ), erased_message AS (
        UPDATE history.message AS m SET content = '', metadata = NULL FROM gone
        WHERE m.room_id = gone.room_id AND m.user_id = gone.user_id AND m.id = gone.id
          AND m.content <> ''
      ), edit AS MATERIALIZED (
        SELECT its.ctid
        FROM gone
        CROSS JOIN LATERAL (
          SELECT e.ctid FROM history.change AS e
          WHERE e.room_id = gone.room_id AND e.user_id = gone.user_id AND e.id = gone.id
            AND e.event = 'message_edited' AND e.content <> ''
          OFFSET 0
        ) AS its
        LIMIT 1000
      ), erased_edit AS (
        UPDATE history.change SET content = '', metadata = NULL
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM edit))
      ), forgotten AS (
        DELETE FROM history.searchable AS s USING gone, history.message AS m
        WHERE m.room_id = gone.room_id AND m.user_id = gone.user_id AND m.id = gone.id
          AND s.room_id = m.room_id AND s.cursor = m.cursor
      )
      """;

  private static final String EDITS_LEFT_OVER = "(SELECT count(*) FROM edit) = 1000";

  private static final String FORGET_REACTIONS =
      """
      , forgotten AS (
        DELETE FROM history.reaction AS r USING part
        WHERE r.room_id = part.room_id AND r.user_id = part.user_id AND r.id = part.id
          AND r.by_user_id = part.by_user_id AND r.reaction = part.reaction
          AND NOT r.is_on AND r.cursor <= $1
      )
      """;

  private final Pool pool;
  private final NewestPlace newest;
  private final List<String> steps = new ArrayList<>();
  private final Upkeep upkeep;

  FollowUp(Pool pool, NewestPlace newest, SearchWords words, Vertx vertx) {
    this.pool = pool;
    this.newest = newest;
    this.upkeep =
        new Upkeep(
            "the log is not followed up",
            vertx,
            Upkeep.SHORT_PAUSE_MILLIS,
            PAUSE_MILLIS,
            this::chunk);
    steps.add(STEP.formatted("members", "message", ALL, MEMBERS, NOTHING));
    String changed = "event <> 'reaction'";
    steps.add(STEP.formatted("erase", "change", changed, ERASE, EDITS_LEFT_OVER));
    String takenBack = "event = 'reaction' AND NOT is_on";
    steps.add(STEP.formatted("reactions", "change", takenBack, FORGET_REACTIONS, NOTHING));
    if (words.isEnabled()) {
      steps.add(STEP.formatted("words", "message", ALL, words.takeMissing(), NOTHING));
      steps.add(STEP.formatted("words-of-edits", "change", changed, words.take(), NOTHING));
    }
  }

  void start(@Observes StartupEvent event) {
    upkeep.start();
  }

  /** One chunk of everything; whether there is more. */
  Uni<Boolean> step() {
    return upkeep.step();
  }

  private Uni<Boolean> chunk() {
    long end = newest.finalPlace();
    Uni<Boolean> all = Uni.createFrom().item(false);
    for (String step : steps) {
      all = all.chain(before -> run(step, end).map(more -> before || more));
    }
    return all;
  }

  private Uni<Boolean> run(String step, long end) {
    return pool.preparedQuery(step)
        .execute(Tuple.of(end))
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("more"));
  }

  @PreDestroy
  void stop() {
    upkeep.stop();
  }
}
