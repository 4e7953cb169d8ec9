package io.chorus.history.api;

import io.chorus.history.log.NewestPlace;
import io.chorus.history.log.reading.UserRooms;
import io.chorus.history.log.reading.UserRooms.UserRoom;
import io.chorus.history.log.state.MessageStates;
import io.chorus.history.log.state.MessageStates.Bounds;
import io.chorus.history.log.state.RoomState;
import io.chorus.http.JsonPage;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.Cursor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Tells callers of their rooms, with as many messages as they want, in two or three statements.
 * Answers are JSON texts, bounded in bytes: rooms beyond are left for the next page. Thread-safe.
 */
@Singleton
class Syncing {
  private static final int DEFAULT_ROOMS = 20;
  private static final int MAX_ROOMS = 100;
  private static final int DEFAULT_MESSAGES = 20;
  private static final int MAX_MESSAGES = 100;

  private final UserRooms rooms;
  private final MessageStates states;
  private final NewestPlace newest;
  private final Reads reads;

  Syncing(UserRooms rooms, MessageStates states, NewestPlace newest, Reads reads) {
    this.rooms = rooms;
    this.states = states;
    this.newest = newest;
    this.reads = reads;
  }

  /**
   * What a caller wants.
   *
   * @param since only what has changed after this place; null for everything
   * @param rooms how many
   * @param messages how many of each
   * @param before rooms whose newest entry is older; null for the latest
   */
  record Wish(Long since, int rooms, int messages, Long before) {
    static Wish of(JsonObject body) {
      return new Wish(
          cursor(body, "since"),
          count(body, "rooms", 1, MAX_ROOMS, DEFAULT_ROOMS),
          count(body, "messages", 0, MAX_MESSAGES, DEFAULT_MESSAGES),
          cursor(body, "before"));
    }

    private static Long cursor(JsonObject body, String name) {
      Long cursor = body.integer(name);
      if (cursor != null && (cursor < 0 || cursor > Cursor.LIMIT)) {
        throw Refusal.invalid(name + " must be a cursor");
      }
      return cursor;
    }

    private static int count(JsonObject body, String name, int min, int max, int byDefault) {
      Long count = body.integer(name);
      if (count == null) {
        return byDefault;
      }
      if (count < min || count > max) {
        throw Refusal.invalid(name + " must be a whole number from " + min + " to " + max);
      }
      return count.intValue();
    }
  }

  Uni<String> rooms(Identity caller, int limit, Long before) {
    return rooms
        .of(caller.userId(), caller.rooms(), orEnd(before), -1, limit)
        .chain(
            page ->
                states
                    .newest(ids(page), new Bounds(caller.userId(), 1, reads.maxBytes()))
                    .map(last -> text(page, last)));
  }

  private String text(UserRooms.Page page, List<RoomState> last) {
    JsonPage found = new JsonPage(reads.maxBytes());
    boolean all = true;
    for (int i = 0; i < last.size() && all; i++) {
      RoomState state = last.get(i);
      // A message that is there and has not been read is beyond the bytes of an answer.
      all =
          !(state.messages().isEmpty() && state.hasMore())
              && found.add(RoomJson.of(page.rooms().get(i), state));
    }
    return "{\"rooms\":%s,\"hasMore\":%s}".formatted(found.array(), page.hasMore() || !all);
  }

  Uni<String> sync(Identity caller, Wish wish) {
    // Whatever is stored at a later place is in the next answer, if it is not in this one. No later
    // than what all replicas know: one that has begun while nothing was said has not counted the
    // time before, and marks what is read then at earlier places than others would.
    long since = Math.min(newest.finalPlace(), newest.cursor());
    long after = wish.since == null ? -1 : wish.since;
    return rooms
        .of(caller.userId(), caller.rooms(), orEnd(wish.before), after, wish.rooms)
        .chain(page -> synced(caller, wish, page, Math.max(since, Math.max(0, after))));
  }

  private Uni<String> synced(Identity caller, Wish wish, UserRooms.Page page, long since) {
    List<String> ids = ids(page);
    // Half of the bytes, so that rooms whose messages have no room can still be told of.
    int bytes = reads.maxBytes() / 2;
    Bounds bounds = new Bounds(caller.userId(), Math.max(1, wish.messages), bytes);
    if (wish.since == null) {
      return states.newest(ids, bounds).map(newest -> synced(wish, page, newest, newest, since));
    }
    Bounds one = new Bounds(caller.userId(), 1, bytes);
    return states
        .newest(ids, one)
        .chain(
            newest ->
                states
                    .changed(ids, wish.since, bounds)
                    .map(changed -> synced(wish, page, newest, changed, since)));
  }

  private String synced(
      Wish wish, UserRooms.Page page, List<RoomState> newest, List<RoomState> asked, long since) {
    JsonPage found = new JsonPage(reads.maxBytes());
    boolean all = true;
    for (int i = 0; i < asked.size() && all; i++) {
      all = found.add(RoomJson.of(page.rooms().get(i), newest.get(i), asked.get(i), wish.messages));
    }
    return "{\"rooms\":%s,\"hasMore\":%s,\"since\":%d}"
        .formatted(found.array(), page.hasMore() || !all, since);
  }

  private static List<String> ids(UserRooms.Page page) {
    return page.rooms().stream().map(UserRoom::left).map(left -> left.roomId()).toList();
  }

  private static long orEnd(Long before) {
    return before == null ? Long.MAX_VALUE : before;
  }
}
