package io.chorus.chat.bus;

import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

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

  /** Entries of one room, of which the store is told together with those of others. */
  record Share(RoomId room, List<Entry> entries) {}

  /** What an instance tells of many rooms at once. */
  enum News {
    /** Keeps entries from expiring, and puts back those that are gone. */
    REFRESH,
    /** Gives users other names, and announces them under those. */
    RENAMED,
    /**
     * Puts back entries that Redis may have lost; whom everybody has seen here before is not
     * announced again.
     */
    RESTORE,
    /**
     * Removes entries whose {@link #leave} did not get through or found nothing, and announces
     * those who are gone with them.
     */
    DEPARTED
  }

  /**
   * A user who is there under another name has this one then, and is announced under it.
   *
   * @param listed members to list at the most
   */
  Future<View> join(RoomId room, Entry entry, int listed);

  /**
   * @return false where the entry was not there: Redis may have lost it, and then nobody was told
   */
  Future<Boolean> leave(RoomId room, Entry entry);

  Future<View> members(RoomId room, int listed);

  /**
   * Tells of many rooms in one call, which holds Redis meanwhile: a few hundred entries at the
   * most.
   *
   * @return the number of members of each; a room that cannot be looked after is missing
   */
  Future<Map<RoomId, Integer>> tell(News news, List<Share> shares);
}
