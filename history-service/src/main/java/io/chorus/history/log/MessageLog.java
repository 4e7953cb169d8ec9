package io.chorus.history.log;

import io.chorus.model.room.RoomId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Reads the log. Call on an event loop; never blocks. */
@Singleton
public class MessageLog {
  /** The newest messages. */
  public Uni<Page> newest(RoomId room, int limit) {
    return before(room, Long.MAX_VALUE, limit);
  }

  /** The newest of the messages older than the cursor. */
  public Uni<Page> before(RoomId room, long cursor, int limit) {
    return read(
            "roomId = :room and cursor < :cursor", room, cursor, limit, Sort.descending("cursor"))
        .map(page -> new Page(page.messages().reversed(), page.hasMore()));
  }

  /** The oldest of the messages newer than the cursor. */
  public Uni<Page> after(RoomId room, long cursor, int limit) {
    return read(
        "roomId = :room and cursor > :cursor", room, cursor, limit, Sort.ascending("cursor"));
  }

  private static Uni<Page> read(String where, RoomId room, long cursor, int limit, Sort order) {
    Parameters parameters = Parameters.with("room", room.value()).and("cursor", cursor);
    // One row more than asked for tells whether there are more.
    return Panache.withSession(
            () ->
                LoggedMessage.<LoggedMessage>find(where, order, parameters).range(0, limit).list())
        .map(rows -> page(rows, limit));
  }

  private static Page page(List<LoggedMessage> rows, int limit) {
    return rows.size() <= limit
        ? new Page(rows, false)
        : new Page(new ArrayList<>(rows.subList(0, limit)), true);
  }
}
