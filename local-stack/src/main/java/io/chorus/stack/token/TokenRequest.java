package io.chorus.stack.token;

import java.time.Duration;
import java.util.List;

/**
 * What a token shall say.
 *
 * @param roles the claim {@code groups}
 * @param rooms patterns of rooms the user may join; null for no such claim, which leaves it to the
 *     services' default
 */
public record TokenRequest(
    String userId, String username, List<String> roles, List<String> rooms, Duration ttl) {
  public static final Duration DEFAULT_TTL = Duration.ofHours(1);

  public TokenRequest {
    roles = List.copyOf(roles);
    rooms = rooms == null ? null : List.copyOf(rooms);
  }

  /** A user named like its id, without roles, with the services' default access, for an hour. */
  public static TokenRequest user(String userId) {
    return new TokenRequest(userId, userId, List.of(), null, DEFAULT_TTL);
  }

  public TokenRequest named(String name) {
    return new TokenRequest(userId, name, roles, rooms, ttl);
  }

  public TokenRequest withRoles(String... names) {
    return new TokenRequest(userId, username, List.of(names), rooms, ttl);
  }

  public TokenRequest withRooms(String... patterns) {
    return new TokenRequest(userId, username, roles, List.of(patterns), ttl);
  }

  public TokenRequest validFor(Duration time) {
    return new TokenRequest(userId, username, roles, rooms, time);
  }
}
