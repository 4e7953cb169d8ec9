package io.chorus.history.log.erasure;

import io.chorus.history.log.KnownMembers;
import io.chorus.history.log.LogReads;
import io.chorus.history.log.NewestPlace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Erases users from the log, in steps of a few hundred rows, a transaction each. How far each has
 * come stands in the database: whoever was interrupted, another goes on, and of all replicas one at
 * a time is at it. Fails as {@link LogReads} does. Thread-safe; never blocks.
 *
 * <p>It begins when the log is final up to where it was when it was asked for, so that nothing
 * which was on its way then comes behind it.
 */
@Singleton
public class Erasures {
  /** Under way at once; no more are taken. */
  private static final int MAX = 100;

  /** Shorter than the horizon, which each waits for, so none can come and go unseen meanwhile. */
  private static final long SEEN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Pool pool;
  private final LogReads reads;
  private final NewestPlace newest;
  private final KnownMembers members;
  private volatile long looked = System.nanoTime();

  Erasures(Pool pool, LogReads reads, NewestPlace newest, KnownMembers members) {
    this.pool = pool;
    this.reads = reads;
    this.newest = newest;
    this.members = members;
  }

  /**
   * Notes that a user is to be erased, unless something was asked for by that id before.
   *
   * @param fingerprint of the request
   * @return what is known by that id now; empty where too many are under way
   */
  public Uni<Optional<Erasure>> begin(String id, String userId, String fingerprint) {
    String placeholder = "erased-" + UUID.randomUUID();
    Tuple columns =
        Tuple.tuple()
            .addString(id)
            .addString(userId)
            .addString(fingerprint)
            .addString(placeholder)
            .addLong(newest.now())
            .addInteger(MAX);
    return reads.query(ErasureSql.BEGIN, columns).chain(() -> find(id));
  }

  public Uni<Optional<Erasure>> find(String id) {
    return reads
        .query(ErasureSql.FIND, Tuple.of(id))
        .map(rows -> erasures(rows).stream().findFirst());
  }

  /**
   * Those that may be gone on with. To be asked for all the time, at every replica: each forgets
   * here whose rooms are taken away.
   */
  public Uni<List<Erasure>> underWay() {
    long asked = System.nanoTime();
    return reads
        .query(ErasureSql.UNDER_WAY, Tuple.of(newest.finalPlace()))
        .invoke(rows -> forget(rows, asked))
        .map(
            rows ->
                rows(rows).filter(row -> row.getBoolean("may_go_on")).map(Erasure::of).toList());
  }

  private void forget(RowSet<Row> rows, long asked) {
    if (asked - looked > SEEN_WITHIN_NANOS) {
      members.clear();
    }
    looked = asked;
    members.passOver(
        rows(rows).map(row -> row.getString("user_id")).collect(Collectors.toUnmodifiableSet()));
  }

  private static List<Erasure> erasures(RowSet<Row> rows) {
    return rows(rows).map(Erasure::of).toList();
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  /**
   * Erases a part of what is left in the log.
   *
   * @return a room in which nothing is left: its members are to be told, then it is {@link #left}
   */
  public Uni<Optional<String>> step(Erasure erasure) {
    return reads.inTime(
        pool.withTransaction(
            connection ->
                run(connection, ErasureSql.LOCK, Tuple.of(erasure.id()))
                    .chain(
                        locked ->
                            locked.size() == 0
                                ? Uni.createFrom().item(Optional.empty())
                                : new Step(connection, erasure).from(locked.iterator().next()))));
  }

  /** Notes that a room's members have been told. */
  public Uni<Void> left(Erasure erasure, String roomId) {
    return reads.query(ErasureSql.LEAVE, Tuple.of(erasure.id(), roomId)).replaceWithVoid();
  }

  /** Notes that nothing is left anywhere, and forgets whose erasure it was. */
  public Uni<Void> done(Erasure erasure) {
    return reads.query(ErasureSql.DONE, Tuple.of(erasure.id())).replaceWithVoid();
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String statement, Tuple values) {
    return connection.preparedQuery(statement).execute(values);
  }

  /** One transaction. */
  private record Step(SqlConnection connection, Erasure erasure) {
    Uni<Optional<String>> from(Row progress) {
      String at = progress.getString("at_room");
      return at != null
          ? eraseIn(at)
          : run(
                  connection,
                  UserRoomsSql.NEXT,
                  Tuple.of(erasure.userId(), progress.getString("room_id")))
              .chain(rows -> enter(rows.iterator().next()));
    }

    private Uni<Optional<String>> enter(Row next) {
      String found = next.getString("found");
      if (found != null) {
        return note(ErasureSql.ENTER, found).chain(() -> eraseIn(found));
      }
      return next.getBoolean("ended")
          ? eraseOwn()
          : note(ErasureSql.PASS, next.getString("last")).replaceWith(Optional.empty());
    }

    private Uni<Optional<String>> eraseIn(String roomId) {
      return erase(ErasureSql.ENTRIES, Tuple.of(erasure.userId(), erasure.placeholder(), roomId))
          .chain(
              entries ->
                  run(connection, ErasureSql.COUNT, Tuple.of(erasure.id(), entries.rows()))
                      .chain(() -> erase(ErasureSql.BESIDE, Tuple.of(erasure.userId(), roomId)))
                      .map(
                          beside ->
                              entries.isAll() && beside.isAll()
                                  ? Optional.of(roomId)
                                  : Optional.empty()));
    }

    private Uni<Optional<String>> eraseOwn() {
      return erase(ErasureSql.OWN, Tuple.of(erasure.userId()))
          .chain(
              own ->
                  own.isAll()
                      ? run(connection, ErasureSql.ROOMS_DONE, Tuple.of(erasure.id()))
                          .replaceWithVoid()
                      : Uni.createFrom().voidItem())
          .replaceWith(Optional.empty());
    }

    private Uni<Void> note(String statement, String roomId) {
      return run(connection, statement, Tuple.of(erasure.id(), roomId)).replaceWithVoid();
    }

    private Uni<Erased> erase(List<String> statements, Tuple values) {
      Uni<Erased> all = Uni.createFrom().item(new Erased(0, true));
      for (String statement : statements) {
        all =
            all.chain(
                before -> run(connection, statement, values).map(r -> before.and(r.rowCount())));
      }
      return all;
    }
  }

  /**
   * @param isAll whether no more are left
   */
  private record Erased(long rows, boolean isAll) {
    Erased and(int more) {
      return new Erased(rows + more, isAll && more < ErasureSql.CHUNK);
    }
  }
}
