package io.chorus.history.log;

import io.chorus.history.HistoryConfig;
import io.chorus.history.log.HeldEntries.Key;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.ingest.Refused;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes to the log: many entries in one statement, and any number of times. Thread-safe; never
 * blocks.
 */
@Singleton
public class LogWriter {
  /** SQLSTATE classes of what is wrong with the data and will be so at the next try too. */
  private static final List<String> BAD_DATA = List.of("22", "23", "54");

  /** That of what went wrong because of another transaction at the same time. */
  private static final List<String> ROLLED_BACK = List.of("40");

  private static final int TRIES = 3;

  private static final Outcome NOTHING = new Outcome(List.of(), List.of());

  private final Pool pool;
  private final LogProbe probe;
  private final LogClock clock;
  private final NewestPlace newest;
  private final Duration within;
  private final int maxReactions;
  private final long editWithinMicros;
  private final StoreSql sql = new StoreSql();
  private final SearchIndex index;
  private final HeldEntries heldEntries;
  private final KnownMembers members;

  LogWriter(
      Pool pool,
      LogProbe probe,
      LogClock clock,
      NewestPlace newest,
      SearchIndex index,
      KnownMembers members,
      HistoryConfig config) {
    this.pool = pool;
    this.heldEntries = new HeldEntries(pool);
    this.index = index;
    this.members = members;
    this.probe = probe;
    this.clock = clock;
    this.newest = newest;
    this.within = config.database().writeWithin();
    this.maxReactions = config.changes().reactionsPerUser();
    this.editWithinMicros =
        config
            .changes()
            .editWithin()
            .map(age -> TimeUnit.MILLISECONDS.toMicros(age.toMillis()))
            .orElse(Long.MAX_VALUE);
  }

  /**
   * An entry to be stored.
   *
   * @param untilNanos when it gets too old for its place, by {@link System#nanoTime}: PostgreSQL
   *     does not begin to add it later, however long the statement was on its way or waited there
   */
  public record Entry(LogEntry entry, long untilNanos) {}

  /**
   * What became of an entry.
   *
   * @param cursor under which the log holds it: its own, or that of an earlier one that is the same
   *     message or change; {@link IngestAck#REFUSED} where it can never be stored there
   * @param refused why not; null where it is held
   */
  public record Fate(long cursor, Refused refused) {
    static Fate held(long cursor) {
      return new Fate(cursor, null);
    }

    static Fate refused(Refused reason) {
      return new Fate(IngestAck.REFUSED, reason);
    }
  }

  /**
   * What became of entries.
   *
   * @param fates per entry
   * @param added those that the log did not have before
   */
  public record Outcome(List<Fate> fates, List<LogEntry> added) {
    /** Per entry as in {@link Fate}. */
    public List<Long> cursors() {
      return fates.stream().map(Fate::cursor).toList();
    }
  }

  /**
   * An entry that was stored, or may have been.
   *
   * @param late whether it is announced if newer ones were there before it
   * @param overdue whether it is announced in any case
   */
  public record Written(String roomId, long cursor, boolean late, boolean overdue) {}

  /**
   * Stores entries, each once, whatever came before.
   *
   * @return after the commit; fails, within the time that is set, when nothing is certain: then all
   *     of them may be given again
   */
  public Uni<Outcome> store(List<Entry> entries) {
    return entries.isEmpty()
        ? Uni.createFrom().item(NOTHING)
        : bounded(
                clock
                    .known()
                    .chain(() -> insert(entries))
                    .onFailure(e -> isOfClass(e, ROLLED_BACK))
                    .retry()
                    .atMost(TRIES))
            .invoke(
                outcome -> {
                  outcome.fates().forEach(fate -> newest.noted(fate.cursor()));
                  index.add(outcome.added());
                });
  }

  /**
   * Looks which entries are there, and stores none.
   *
   * @return cursors as in {@link Fate}
   */
  public Uni<List<Long>> find(List<LogEntry> entries) {
    return entries.isEmpty()
        ? Uni.createFrom().item(List.of())
        : bounded(heldEntries.among(entries))
            .map(
                held ->
                    entries.stream()
                        .map(entry -> held.getOrDefault(Key.of(entry), IngestAck.REFUSED))
                        .toList());
  }

  private <T> Uni<T> bounded(Uni<T> work) {
    return work.ifNoItem().after(within).fail().onFailure().invoke(probe::writeFailed);
  }

  private Uni<Outcome> insert(List<Entry> entries) {
    Rows rows = new Rows(entries, members);
    return write(rows)
        .invoke(told -> rows.noteMembers(members))
        .chain(told -> outcome(entries.stream().map(Entry::entry).toList(), rows, told))
        .onFailure(e -> isOfClass(e, BAD_DATA))
        .recoverWithUni(() -> storeApart(entries));
  }

  private Uni<RowSet<Row>> write(Rows rows) {
    Tuple columns = rows.messageColumns(clock);
    if (rows.haveChanges() || rows.havePeople()) {
      rows.addPeople(columns);
    }
    if (!rows.haveChanges()) {
      return pool.preparedQuery(rows.havePeople() ? sql.messagesOfPeople : sql.messages)
          .execute(columns);
    }
    rows.addChanges(columns, clock);
    columns.addLong(newest.finalPlace()).addLong(editWithinMicros).addInteger(maxReactions);
    return pool.preparedQuery(sql.entries).execute(columns);
  }

  private Uni<Outcome> outcome(List<LogEntry> entries, Rows rows, RowSet<Row> told) {
    if (!rows.haveChanges() && told.size() == entries.size()) {
      List<Fate> fates = entries.stream().map(entry -> Fate.held(entry.cursor())).toList();
      return Uni.createFrom().item(new Outcome(fates, entries));
    }
    Map<Key, Fate> known = new HashMap<>();
    List<LogEntry> added = added(entries, rows.changes(), told, known);
    List<LogEntry> open =
        entries.stream().filter(entry -> !known.containsKey(Key.of(entry))).toList();
    return heldEntries
        .among(open)
        .map(
            held -> {
              held.forEach((key, cursor) -> known.put(key, Fate.held(cursor)));
              return new Outcome(
                  entries.stream()
                      .map(
                          entry ->
                              known.getOrDefault(Key.of(entry), Fate.refused(Refused.NOT_STORABLE)))
                      .toList(),
                  added);
            });
  }

  /** Notes what is told of entries, and says which of them are new. */
  private static List<LogEntry> added(
      List<LogEntry> entries, List<MessageChange> changes, RowSet<Row> told, Map<Key, Fate> known) {
    Set<Key> fresh = new HashSet<>();
    for (Row row : told) {
      Long nth = row.getLong("nth");
      Key key = nth == null ? Key.of(false, row) : Key.of(changes.get(nth.intValue() - 1));
      if (row.getLong("cursor") != null) {
        known.put(key, Fate.held(row.getLong("cursor")));
        fresh.add(key);
      } else if (row.getLong("held") != null) {
        known.put(key, Fate.held(row.getLong("held")));
      } else if (row.getString("refused") != null) {
        Refused reason = Refused.read(row.getString("refused")).orElse(Refused.NOT_STORABLE);
        known.putIfAbsent(key, Fate.refused(reason));
      }
    }
    return entries.stream()
        .filter(entry -> fresh.contains(Key.of(entry)))
        .filter(entry -> known.get(Key.of(entry)).cursor() == entry.cursor())
        .distinct()
        .toList();
  }

  /** One entry that the database refuses must not hold back those beside it. */
  private Uni<Outcome> storeApart(List<Entry> entries) {
    if (entries.size() == 1) {
      Fate refused = Fate.refused(Refused.NOT_STORABLE);
      return Uni.createFrom().item(new Outcome(List.of(refused), List.of()));
    }
    int half = entries.size() / 2;
    return insert(entries.subList(0, half))
        .chain(
            first ->
                insert(entries.subList(half, entries.size()))
                    .map(
                        second ->
                            new Outcome(
                                joined(first.fates(), second.fates()),
                                joined(first.added(), second.added()))));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static boolean isOfClass(Throwable cause, List<String> classes) {
    return cause instanceof PgException error
        && error.getSqlState() != null
        && classes.contains(error.getSqlState().substring(0, 2));
  }

  /** Of entries just written, per room the cursor of the oldest that readers may have passed. */
  public Uni<Map<String, Long>> late(List<Written> written) {
    if (written.stream().noneMatch(entry -> entry.late || entry.overdue)) {
      return Uni.createFrom().item(Map.of());
    }
    Tuple columns =
        Tuple.of(
            Rows.texts(written, Written::roomId),
            written.stream().map(Written::cursor).toArray(Long[]::new),
            written.stream().map(Written::late).toArray(Boolean[]::new),
            written.stream().map(Written::overdue).toArray(Boolean[]::new));
    return bounded(pool.preparedQuery(StoreSql.LATE).execute(columns).map(LogWriter::byRoom));
  }

  private static Map<String, Long> byRoom(RowSet<Row> rows) {
    Map<String, Long> cursors = new HashMap<>();
    rows.forEach(row -> cursors.put(row.getString("room_id"), row.getLong("cursor")));
    return cursors;
  }
}
