package io.chorus.stack.token;

import java.time.Duration;
import java.util.List;

/**
 * What a token shall say.
 *
 * @param roles the claim {@code groups}
 * @param rooms patterns of rooms the user may join; null for no such claim, which leaves it to the
 *     services' default
 * @param moderates patterns of rooms in which the user may change the messages of others; null for
 *     no such claim
 */
public record TokenRequest(
    String userId,
    String username,
    List<String> roles,
    List<String> rooms,
    List<String> moderates,
    Duration ttl) {
  public static final Duration DEFAULT_TTL = Duration.ofHours(1);

  public TokenRequest {
    roles = List.copyOf(roles);
    rooms = rooms == null ? null : List.copyOf(rooms);
    moderates = moderates == null ? null : List.copyOf(moderates);
  }

  public TokenRequest(
      String userId, String username, List<String> roles, List<String> rooms, Duration ttl) {
    this(userId, username, roles, rooms, null, ttl);
  }

  /** A user named like its id, without roles, with the services' default access, for an hour. */
  public static TokenRequest user(String userId) {
    return new TokenRequest(userId, userId, List.of(), null, DEFAULT_TTL);
  }

  public TokenRequest named(String name) {
    return new TokenRequest(userId, name, roles, rooms, moderates, ttl);
  }

  public TokenRequest withRoles(String... names) {
    return new TokenRequest(userId, username, List.of(names), rooms, moderates, ttl);
  }

  public TokenRequest withRooms(String... patterns) {
    return new TokenRequest(userId, username, roles, List.of(patterns), moderates, ttl);
  }

  public TokenRequest moderating(String... patterns) {
    return new TokenRequest(userId, username, roles, rooms, List.of(patterns), ttl);
  }

  public TokenRequest validFor(Duration time) {
    return new TokenRequest(userId, username, roles, rooms, moderates, time);
  }
}
