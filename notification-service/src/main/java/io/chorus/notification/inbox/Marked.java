package io.chorus.notification.inbox;

/** What became of marking something as read. */
public enum Marked {
  NOW,
  BEFORE,
  /** There is no such notification in this inbox. */
  UNKNOWN
}
