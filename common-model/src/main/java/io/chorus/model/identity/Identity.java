package io.chorus.model.identity;

import io.chorus.model.room.RoomAccess;
import java.util.Set;

/**
 * Who a verified token speaks for.
 *
 * @param expiresAt end of the token, in milliseconds since the epoch
 */
public record Identity(
    String userId, String username, Set<String> roles, RoomAccess rooms, long expiresAt) {

  public boolean hasRole(String role) {
    return roles.contains(role);
  }
}
