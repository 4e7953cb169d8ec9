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
  private static final String STEP =
      """
      WITH at AS MATERIALIZED (
        SELECT cursor FROM history.progress WHERE task = '%1$s' FOR UPDATE SKIP LOCKED
      ), part AS MATERIALIZED (
        SELECT p.* FROM at CROSS JOIN LATERAL (
          SELECT * FROM history.%2$s
          WHERE cursor > at.cursor AND cursor <= $1 %3$s
          ORDER BY cursor FETCH FIRST 1000 ROWS WITH TIES
        ) AS p
      )%4$s
      UPDATE history.progress SET cursor = (SELECT max(cursor) FROM part)
      WHERE task = '%1$s' AND EXISTS (SELECT FROM part)
      RETURNING (SELECT count(*) FROM part) >= 1000 AS more
      """;

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
      ), erased_edit AS (
        UPDATE history.change AS e SET content = '', metadata = NULL FROM gone
        WHERE e.room_id = gone.room_id AND e.user_id = gone.user_id AND e.id = gone.id
          AND e.event = 'message_edited' AND e.content <> ''
      ), forgotten AS (
        DELETE FROM history.searchable AS s USING gone, history.message AS m
        WHERE m.room_id = gone.room_id AND m.user_id = gone.user_id AND m.id = gone.id
          AND s.room_id = m.room_id AND s.cursor = m.cursor
      )
      """;

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
    steps.add(STEP.formatted("members", "message", "", MEMBERS));
    String changed = "AND event <> 'reaction'";
    steps.add(STEP.formatted("erase", "change", changed, ERASE));
    String takenBack = "AND event = 'reaction' AND NOT is_on";
    steps.add(STEP.formatted("reactions", "change", takenBack, FORGET_REACTIONS));
    if (words.isEnabled()) {
      steps.add(STEP.formatted("words", "message", "", words.takeMissing()));
      steps.add(STEP.formatted("words-of-edits", "change", changed, words.take()));
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
