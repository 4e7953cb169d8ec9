package io.chorus.model.identity;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.RoomAccess;
import io.chorus.model.room.RoomId;
import java.util.Set;

/**
 * Who a verified token speaks for.
 *
 * @param moderates rooms in which this user may change the messages of others without the role
 * @param expiresAt end of the token, in milliseconds since the epoch
 */
public record Identity(
    String userId,
    String username,
    Set<String> roles,
    RoomAccess rooms,
    RoomAccess moderates,
    long expiresAt) {

  public boolean hasRole(String role) {
    return roles.contains(role);
  }

  /** Whether this user may change the messages of others in a room. */
  public boolean moderates(RoomId room) {
    return hasRole(Roles.MODERATOR) || moderates.allows(room);
  }

  /**
   * The room, which this user must be allowed to enter.
   *
   * @throws Refusal with {@code forbidden} if the token does not allow it
   */
  public RoomId demand(RoomId room) {
    if (!rooms.allows(room)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the token does not allow this room");
    }
    return room;
  }
}
