package io.chorus.chat.bus;

import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import java.util.List;

/**
 * Who is in a room, over all instances. Changes and their {@code user_joined} and {@code user_left}
 * are one step, so members and events agree: an event per user, not per connection. Every operation
 * also removes what has expired.
 *
 * <p>Futures complete on the caller's context and fail with {@link io.chorus.bus.BusUnavailable};
 * all operations may be repeated.
 */
@RegisterForReflection
public interface PresenceStore {
  /** One connection of a user. */
  record Entry(String connectionId, String userId, String username) {}

  record Member(String userId, String username) {}

  /**
   * @param cursor the room's newest message; null where that is unknown
   * @param memberCount users, not connections
   */
  record View(Long cursor, List<Member> members, int memberCount) {}

  /**
   * @param listed members to list at the most
   */
  Future<View> join(RoomId room, Entry entry, int listed);

  Future<View> leave(RoomId room, Entry entry);

  /** Keeps entries from expiring, and puts back those that are gone. */
  Future<View> refresh(RoomId room, List<Entry> entries);

  /**
   * Puts back entries that Redis may have lost; whom everybody has seen here before is not
   * announced again.
   */
  Future<View> restore(RoomId room, List<Entry> entries);

  /**
   * Removes entries whose {@link #leave} did not get through, and announces those who are gone with
   * them.
   */
  Future<View> departed(RoomId room, List<Entry> entries);

  Future<View> members(RoomId room, int listed);
}
