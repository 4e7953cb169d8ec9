package io.chorus.notification.inbox;

import java.time.Instant;

/**
 * A notification that is not stored yet.
 *
 * @param title may be null
 * @param data JSON as text, or null
 * @param expiresAt when it leaves the inboxes; null for never
 */
public record NewNotification(
    String id,
    String type,
    String title,
    String message,
    String data,
    Instant expiresAt,
    Recipients recipients) {

  /** About how much memory it takes. */
  public long bytes() {
    long text = message.length() + (data == null ? 0 : data.length());
    return switch (recipients) {
      case Recipients.Users users -> text + users.bytes();
      case Recipients.Everybody _ -> text;
    };
  }
}
