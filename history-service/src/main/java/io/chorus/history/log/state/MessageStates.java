package io.chorus.history.log.state;

import io.chorus.history.log.LogReads;
import io.chorus.history.log.NewestPlace;
import io.chorus.model.message.MessageName;
import io.chorus.model.room.RoomId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages as they are, each call in one statement. What PostgreSQL hands over is bounded in
 * bytes: it leaves off once the bound is passed, the first message always being there. Fails as
 * {@link LogReads} does. Thread-safe; never blocks.
 */
@Singleton
public class MessageStates {
  private final LogReads reads;
  private final NewestPlace newest;

  MessageStates(LogReads reads, NewestPlace newest) {
    this.reads = reads;
    this.newest = newest;
  }

  /**
   * What bounds an answer, and for whom it is.
   *
   * @param reader a user's id: which reactions are theirs
   * @param limit of messages, in each room
   * @param maxBytes of all that is asked for at once
   */
  public record Bounds(String reader, int limit, int maxBytes) {}

  /** The newest of the messages older than the cursor. */
  public Uni<RoomState> before(RoomId room, long cursor, Bounds bounds) {
    return one(StateSql.BEFORE, room, bounds, Tuple.of(cursor));
  }

  /** The oldest of the messages newer than the cursor. */
  public Uni<RoomState> after(RoomId room, long cursor, Bounds bounds) {
    return one(StateSql.AFTER, room, bounds, Tuple.of(cursor));
  }

  /** The oldest of those newer than the cursor that answer a message. */
  public Uni<RoomState> replies(RoomId room, MessageName to, long cursor, Bounds bounds) {
    return one(StateSql.REPLIES, room, bounds, Tuple.of(cursor, to.userId(), to.id()));
  }

  /** The message of that name, or none. */
  public Uni<RoomState> named(RoomId room, MessageName name, Bounds bounds) {
    return one(StateSql.ONE, room, bounds, Tuple.of(name.userId(), name.id()));
  }

  /** The newest messages of several rooms; a state for each, in their order. */
  public Uni<List<RoomState>> newest(List<String> rooms, Bounds bounds) {
    return states(StateSql.BEFORE, rooms, bounds, Tuple.of(Long.MAX_VALUE));
  }

  /** Of several rooms, the newest of what is new or was changed after a place. */
  public Uni<List<RoomState>> changed(List<String> rooms, long after, Bounds bounds) {
    return states(StateSql.CHANGED, rooms, bounds, Tuple.of(after));
  }

  /**
   * The messages at some places.
   *
   * @param cursors one for each room
   * @return a state with one message for each, or none where none is there
   */
  public Uni<List<RoomState>> at(List<String> rooms, List<Long> cursors, Bounds bounds) {
    Tuple places = Tuple.tuple().addArrayOfLong(cursors.toArray(Long[]::new));
    return states(StateSql.AT, rooms, bounds, places);
  }

  private Uni<RoomState> one(String statement, RoomId room, Bounds bounds, Tuple rule) {
    return states(statement, List.of(room.value()), bounds, rule).map(List::getFirst);
  }

  private Uni<List<RoomState>> states(
      String statement, List<String> rooms, Bounds bounds, Tuple rule) {
    if (rooms.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Tuple parameters =
        Tuple.tuple()
            .addArrayOfString(rooms.toArray(String[]::new))
            .addString(bounds.reader)
            .addLong(newest.finalPlace())
            .addInteger(bounds.limit)
            .addInteger(bounds.maxBytes);
    for (int i = 0; i < rule.size(); i++) {
      parameters.addValue(rule.getValue(i));
    }
    return reads.query(statement, parameters).map(MessageStates::states);
  }

  private static List<RoomState> states(RowSet<Row> rows) {
    List<RoomState> states = new ArrayList<>();
    List<MessageState> messages = new ArrayList<>();
    Row first = null;
    for (Row row : rows) {
      if (first != null && !row.getLong("rank").equals(first.getLong("rank"))) {
        states.add(state(first, messages));
        messages = new ArrayList<>();
        first = null;
      }
      first = first == null ? row : first;
      if (row.getString("id") != null) {
        messages.add(MessageState.of(row));
      }
    }
    states.add(state(first, messages));
    return states;
  }

  private static RoomState state(Row row, List<MessageState> messages) {
    return new RoomState(
        row.getString("room_id"),
        messages,
        row.getInteger("found") > messages.size(),
        row.getLong("as_of"));
  }
}
