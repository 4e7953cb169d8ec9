package io.chorus.checker.client;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A page of the history, and what was asked for.
 *
 * @param after 0 where nothing was said
 * @param before the largest place where nothing was said
 */
record Page(
    String roomId, long after, long before, int limit, List<Long> cursors, boolean hasMore) {
  /** A question for a page. */
  record Question(String roomId, Kind kind, long after, long before, int limit) {
    /** What is read: messages as they are, or the log. */
    enum Kind {
      MESSAGES,
      LOG
    }

    static Question newest(String roomId, int limit) {
      return new Question(roomId, Kind.MESSAGES, 0, Long.MAX_VALUE, limit);
    }

    static Question after(String roomId, long cursor, int limit) {
      return new Question(roomId, Kind.MESSAGES, cursor, Long.MAX_VALUE, limit);
    }

    static Question before(String roomId, long cursor, int limit) {
      return new Question(roomId, Kind.MESSAGES, 0, cursor, limit);
    }

    static Question log(String roomId, long cursor, int limit) {
      return new Question(roomId, Kind.LOG, cursor, Long.MAX_VALUE, limit);
    }

    String path() {
      String bound =
          after > 0 ? "&after=" + after : before < Long.MAX_VALUE ? "&before=" + before : "";
      return "/api/history/rooms/%s/%s?limit=%d%s"
          .formatted(roomId, kind == Kind.LOG ? "log" : "messages", limit, bound);
    }

    Page answered(JsonObject page) {
      List<Long> cursors =
          page.getJsonArray(kind == Kind.LOG ? "entries" : "messages").stream()
              .map(JsonObject.class::cast)
              .map(row -> kind == Kind.LOG ? row.getJsonObject("data") : row)
              .map(row -> row.getLong("cursor"))
              .toList();
      return new Page(roomId, after, before, limit, cursors, page.getBoolean("hasMore"));
    }
  }

  /** It covers what is behind this place. */
  long from() {
    boolean backwards = after == 0;
    return backwards && hasMore && !cursors.isEmpty() ? cursors.getFirst() - 1 : after;
  }

  /** It covers what is up to there. */
  long upTo() {
    boolean forwards = after > 0;
    return forwards && hasMore && !cursors.isEmpty() ? cursors.getLast() : before - 1;
  }

  long newest() {
    return cursors.isEmpty() ? 0 : cursors.getLast();
  }

  boolean isNewest() {
    return after == 0 && before == Long.MAX_VALUE;
  }

  /** Whether its rows are in order, each once, within the bounds and no more than asked for. */
  boolean isWellFormed() {
    long last = after;
    for (long cursor : cursors) {
      if (cursor <= last || cursor >= before) {
        return false;
      }
      last = cursor;
    }
    return cursors.size() <= limit;
  }
}
