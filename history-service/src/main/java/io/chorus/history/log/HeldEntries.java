package io.chorus.history.log;

import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks which entries the log holds, whatever their places. Thread-safe; never blocks. */
final class HeldEntries {
  private final Pool pool;

  HeldEntries(Pool pool) {
    this.pool = pool;
  }

  /**
   * What makes an entry itself: of a message its sender and id, of a change who made it and its id.
   */
  record Key(boolean isChange, String roomId, String userId, String id) {
    static Key of(LogEntry entry) {
      return switch (entry) {
        case ChatMessage m -> new Key(false, m.roomId(), m.userId(), m.id());
        case MessageChange c -> new Key(true, c.roomId(), c.by().userId(), c.changeId());
      };
    }

    static Key of(boolean isChange, Row row) {
      return new Key(
          isChange, row.getString("room_id"), row.getString("user_id"), row.getString("id"));
    }
  }

  /** Of those that are held, the cursor of each. */
  Uni<Map<Key, Long>> among(List<LogEntry> entries) {
    List<Key> keys = entries.stream().map(Key::of).distinct().toList();
    List<Key> messages = keys.stream().filter(key -> !key.isChange).toList();
    List<Key> changes = keys.stream().filter(Key::isChange).toList();
    Map<Key, Long> held = new HashMap<>();
    return find(StoreSql.FIND_MESSAGES, messages, held)
        .chain(() -> find(StoreSql.FIND_CHANGES, changes, held))
        .replaceWith(held);
  }

  private Uni<Void> find(String statement, List<Key> keys, Map<Key, Long> held) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    boolean changes = keys.getFirst().isChange;
    return pool.preparedQuery(statement)
        .execute(
            Tuple.of(
                Rows.texts(keys, Key::roomId),
                Rows.texts(keys, Key::userId),
                Rows.texts(keys, Key::id)))
        .invoke(rows -> rows.forEach(row -> held.put(Key.of(changes, row), row.getLong("cursor"))))
        .replaceWithVoid();
  }
}
