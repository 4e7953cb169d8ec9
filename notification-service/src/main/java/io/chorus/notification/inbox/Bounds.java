package io.chorus.notification.inbox;

/**
 * Which part of an inbox is asked for.
 *
 * @param maxBytes of texts, which may be passed by less than one entry
 * @param before newer ones are left out; null for none
 * @param after this one and older ones are left out; null for none
 * @param unread whether what is read is left out
 */
public record Bounds(int limit, int maxBytes, Long before, Long after, boolean unread) {
  /** From one place on towards newer ones, rather than from the newest back. */
  public boolean isForward() {
    return after != null && before == null;
  }
}
