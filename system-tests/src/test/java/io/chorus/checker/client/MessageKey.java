package io.chorus.checker.client;

/** What makes a message the same message within a room. */
public record MessageKey(String userId, String id) {
  @Override
  public String toString() {
    return userId + "/" + id;
  }
}
