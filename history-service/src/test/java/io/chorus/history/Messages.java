package io.chorus.history;

import io.chorus.history.log.LogWriter;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Messages for tests. */
public final class Messages {
  private Messages() {}

  public static String newRoom() {
    return "room-" + UUID.randomUUID();
  }

  public static ChatMessage message(String room, String id, long cursor) {
    return new ChatMessage(id, room, "u1", "Ada", "says " + id, "{\"k\":1.50}", cursor, cursor - 1);
  }

  /** None of them too old for its place. */
  public static List<LogWriter.Entry> inTime(List<? extends LogEntry> entries) {
    long until = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    return entries.stream().map(entry -> new LogWriter.Entry(entry, until)).toList();
  }

  /** Messages with the cursors from 1 on. */
  public static List<ChatMessage> chain(String room, int count) {
    return LongStream.rangeClosed(1, count).mapToObj(c -> message(room, "m" + c, c)).toList();
  }
}
