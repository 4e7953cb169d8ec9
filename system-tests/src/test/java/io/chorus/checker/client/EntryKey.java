package io.chorus.checker.client;

/** What makes an entry the same within a room: its author, and the author's own id for it. */
public record EntryKey(String userId, String id) {
  @Override
  public String toString() {
    return userId + "/" + id;
  }
}
