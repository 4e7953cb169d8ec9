package io.chorus.chat.bus;

import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Gives what comes into a room's log its place and carries it to every instance with members of the
 * room.
 */
public interface RoomBus {
  /**
   * Stamps and publishes, in one step: the order of stamps in a room is the order on its channel.
   * The same message, by (room, sender, id), or the same change, by (room, author, changeId), gets
   * the first stamp again and is not published, for as long as it is remembered.
   *
   * @return completes on the caller's context; fails with {@link io.chorus.bus.BusUnavailable}
   *     while Redis is away, and then the message may or may not have been published
   */
  Future<Stamp> publish(Draft draft);

  /**
   * Sends the room's members to the history, for what was published there and is not kept: they
   * have seen what never was.
   */
  void withdraw(RoomId room, long cursor);

  /** Forgets a stamp that cannot be kept: given again, the entry gets another. */
  void forget(Draft draft);

  /**
   * Notes a cursor that somebody here has seen: no later stamp will be smaller, whatever became of
   * Redis' clock.
   */
  void seen(long cursor);

  /**
   * Notes how far the history has come, as {@link #seen} does. Before the first time an instance
   * stamps nothing, for three seconds at the most.
   */
  void stored(long cursor);

  /**
   * A place in every room before all that anybody here has seen within a time up to now; empty
   * where nobody has seen any message yet.
   */
  OptionalLong placeBefore(Duration past);
}
