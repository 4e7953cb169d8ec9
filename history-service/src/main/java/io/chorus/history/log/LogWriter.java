package io.chorus.history.log;

import io.chorus.history.HistoryConfig;
import io.chorus.model.ingest.IngestAck;
import io.chorus.model.message.ChatMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes to the log: many messages in one statement, and any number of times. Thread-safe; never
 * blocks.
 */
@Singleton
public class LogWriter {
  private static final String INSERT =
      """
      INSERT INTO history.message (room_id, cursor, prev, id, user_id, username, content, metadata)
      SELECT room_id, cursor, prev, id, user_id, username, content, metadata
      FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::timestamptz[])
        AS given (room_id, cursor, prev, id, user_id, username, content, metadata, until)
      WHERE clock_timestamp() < until
      ON CONFLICT DO NOTHING
      RETURNING room_id, cursor
      """;

  private static final String FIND =
      """
      SELECT room_id, user_id, id, cursor
      FROM history.message
      JOIN unnest($1::text[], $2::text[], $3::text[]) AS sent (room_id, user_id, id)
        USING (room_id, user_id, id)
      """;

  /**
   * Written in this statement, and old by now: behind one that was there before, or so old that
   * nobody awaits it.
   */
  private static final String LATE =
      """
      WITH written AS (
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::boolean[])
          AS w (room_id, cursor, late, overdue))
      SELECT room_id, min(cursor) AS cursor
      FROM written
      WHERE overdue OR late AND EXISTS (
        SELECT FROM history.message m
        WHERE m.room_id = written.room_id AND m.cursor > written.cursor
          AND NOT EXISTS (
            SELECT FROM written w WHERE w.room_id = m.room_id AND w.cursor = m.cursor))
      GROUP BY room_id
      """;

  /** SQLSTATE classes of what is wrong with the data and will be so at the next try too. */
  private static final List<String> BAD_DATA = List.of("22", "23", "54");

  private static final Comparator<Entry> BY_KEY =
      Comparator.comparing((Entry entry) -> entry.message.roomId())
          .thenComparingLong(entry -> entry.message.cursor());

  private final Pool pool;
  private final LogProbe probe;
  private final LogClock clock;
  private final NewestPlace newest;
  private final Duration within;

  LogWriter(Pool pool, LogProbe probe, LogClock clock, NewestPlace newest, HistoryConfig config) {
    this.pool = pool;
    this.probe = probe;
    this.clock = clock;
    this.newest = newest;
    this.within = config.database().writeWithin();
  }

  private static final Outcome NOTHING = new Outcome(List.of(), List.of());

  private record Sent(String roomId, String userId, String id) {
    static Sent of(ChatMessage message) {
      return new Sent(message.roomId(), message.userId(), message.id());
    }
  }

  /**
   * A message to be stored.
   *
   * @param untilNanos when it gets too old for its place, by {@link System#nanoTime}: PostgreSQL
   *     does not begin to add it later, however long the statement was on its way or waited there
   */
  public record Entry(ChatMessage message, long untilNanos) {}

  /**
   * What became of messages.
   *
   * @param cursors per message the cursor under which the log holds it: its own, or an earlier
   *     one's with the same room, sender and id; {@link IngestAck#REFUSED} where it can never be
   *     stored
   * @param added those that the log did not have before
   */
  public record Outcome(List<Long> cursors, List<ChatMessage> added) {}

  /**
   * A message that was stored, or may have been.
   *
   * @param late whether it is announced if newer ones were there before it
   * @param overdue whether it is announced in any case
   */
  public record Written(String roomId, long cursor, boolean late, boolean overdue) {}

  /**
   * Stores messages, each once, whatever came before.
   *
   * @return after the commit; fails, within the time that is set, when nothing is certain: then all
   *     of them may be given again
   */
  public Uni<Outcome> store(List<Entry> entries) {
    return entries.isEmpty()
        ? Uni.createFrom().item(NOTHING)
        : bounded(clock.known().chain(() -> insert(entries)))
            .invoke(outcome -> outcome.cursors().forEach(newest::noted));
  }

  /**
   * Looks which messages are there, and stores none.
   *
   * @return cursors as in {@link Outcome}
   */
  public Uni<List<Long>> find(List<ChatMessage> messages) {
    return messages.isEmpty() ? Uni.createFrom().item(List.of()) : bounded(held(messages));
  }

  private <T> Uni<T> bounded(Uni<T> work) {
    return work.ifNoItem().after(within).fail().onFailure().invoke(probe::writeFailed);
  }

  private Uni<Outcome> insert(List<Entry> entries) {
    List<ChatMessage> messages = entries.stream().map(Entry::message).toList();
    // In the order of the key, so that two statements with the same messages cannot wait for each
    // other.
    List<Entry> sorted = entries.stream().sorted(BY_KEY).toList();
    return pool.preparedQuery(INSERT)
        .execute(columns(sorted))
        .chain(
            inserted ->
                inserted.size() == messages.size()
                    ? Uni.createFrom().item(allAdded(messages))
                    : held(messages).map(held -> new Outcome(held, added(messages, inserted))))
        .onFailure(LogWriter::isBadData)
        .recoverWithUni(() -> storeApart(entries));
  }

  private static Outcome allAdded(List<ChatMessage> messages) {
    return new Outcome(messages.stream().map(ChatMessage::cursor).toList(), messages);
  }

  private static List<ChatMessage> added(List<ChatMessage> messages, RowSet<Row> inserted) {
    Set<Place> places = new HashSet<>();
    inserted.forEach(row -> places.add(new Place(row.getString("room_id"), row.getLong("cursor"))));
    return messages.stream()
        .filter(message -> places.contains(new Place(message.roomId(), message.cursor())))
        .toList();
  }

  /** One message that the database refuses must not hold back those beside it. */
  private Uni<Outcome> storeApart(List<Entry> entries) {
    if (entries.size() == 1) {
      return Uni.createFrom().item(new Outcome(List.of(IngestAck.REFUSED), List.of()));
    }
    int half = entries.size() / 2;
    return insert(entries.subList(0, half))
        .chain(
            first ->
                insert(entries.subList(half, entries.size()))
                    .map(
                        second ->
                            new Outcome(
                                joined(first.cursors(), second.cursors()),
                                joined(first.added(), second.added()))));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static boolean isBadData(Throwable cause) {
    return cause instanceof PgException error
        && error.getSqlState() != null
        && BAD_DATA.contains(error.getSqlState().substring(0, 2));
  }

  private Uni<List<Long>> held(List<ChatMessage> messages) {
    return pool.preparedQuery(FIND)
        .execute(
            Tuple.of(
                column(messages, ChatMessage::roomId),
                column(messages, ChatMessage::userId),
                column(messages, ChatMessage::id)))
        .map(
            rows -> {
              Map<Sent, Long> held = new HashMap<>();
              for (Row row : rows) {
                held.put(
                    new Sent(
                        row.getString("room_id"), row.getString("user_id"), row.getString("id")),
                    row.getLong("cursor"));
              }
              return messages.stream()
                  .map(message -> held.getOrDefault(Sent.of(message), IngestAck.REFUSED))
                  .toList();
            });
  }

  /** Of messages just written, per room the cursor of the oldest that readers may have passed. */
  public Uni<Map<String, Long>> late(List<Written> written) {
    if (written.stream().noneMatch(message -> message.late || message.overdue)) {
      return Uni.createFrom().item(Map.of());
    }
    Tuple columns =
        Tuple.of(
            written.stream().map(Written::roomId).toArray(String[]::new),
            written.stream().map(Written::cursor).toArray(Long[]::new),
            written.stream().map(Written::late).toArray(Boolean[]::new),
            written.stream().map(Written::overdue).toArray(Boolean[]::new));
    return bounded(pool.preparedQuery(LATE).execute(columns).map(LogWriter::cursorByRoom));
  }

  private static Map<String, Long> cursorByRoom(RowSet<Row> rows) {
    Map<String, Long> cursors = new HashMap<>();
    rows.forEach(row -> cursors.put(row.getString("room_id"), row.getLong("cursor")));
    return cursors;
  }

  private Tuple columns(List<Entry> entries) {
    List<ChatMessage> messages = entries.stream().map(Entry::message).toList();
    return Tuple.tuple()
        .addArrayOfString(column(messages, ChatMessage::roomId))
        .addArrayOfLong(messages.stream().map(ChatMessage::cursor).toArray(Long[]::new))
        .addArrayOfLong(messages.stream().map(ChatMessage::prev).toArray(Long[]::new))
        .addArrayOfString(column(messages, ChatMessage::id))
        .addArrayOfString(column(messages, ChatMessage::userId))
        .addArrayOfString(column(messages, ChatMessage::username))
        .addArrayOfString(column(messages, ChatMessage::content))
        .addArrayOfString(column(messages, ChatMessage::metadata))
        .addArrayOfOffsetDateTime(
            entries.stream()
                .map(entry -> clock.at(entry.untilNanos))
                .toArray(OffsetDateTime[]::new));
  }

  private static String[] column(List<ChatMessage> messages, Function<ChatMessage, String> value) {
    return messages.stream().map(value).toArray(String[]::new);
  }
}
