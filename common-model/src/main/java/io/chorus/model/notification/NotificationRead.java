package io.chorus.model.notification;

import java.util.List;

/**
 * Data of {@code notification_read}: the user has read something, on whatever device.
 *
 * @param ids those read one by one; null where there are none
 * @param upTo everything up to this cursor was read; null where that is not what happened
 * @param unread how many are left
 */
public record NotificationRead(List<String> ids, Long upTo, long unread) {
  public static NotificationRead one(String id, long unread) {
    return new NotificationRead(List.of(id), null, unread);
  }

  public static NotificationRead upTo(long cursor, long unread) {
    return new NotificationRead(null, cursor, unread);
  }

  /** Only the number has changed. */
  public static NotificationRead count(long unread) {
    return new NotificationRead(null, null, unread);
  }
}
