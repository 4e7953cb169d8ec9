package io.chorus.checker.notice;

/**
 * What was posted.
 *
 * @param recipient null for everybody
 */
record Notification(String key, String recipient) {
  boolean isFor(String userId) {
    return recipient == null || recipient.equals(userId);
  }
}
