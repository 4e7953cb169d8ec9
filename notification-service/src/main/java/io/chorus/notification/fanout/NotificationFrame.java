package io.chorus.notification.fanout;

import io.chorus.model.Json;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.Notification;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A notification encoded once, for any number of recipients. */
@RegisterForReflection(targets = Notification.class)
final class NotificationFrame {
  private static final String NOBODY = "\"userId\":null";

  private final String envelope;
  private final int hole;

  /**
   * @param notification without a userId
   */
  NotificationFrame(Notification notification) {
    envelope = Envelope.event(Frame.of(Event.NOTIFICATION, notification));
    // The first one: the id before it is ours and has no quotes, and what people wrote comes after
    // it.
    hole = envelope.indexOf(NOBODY);
  }

  int length() {
    return envelope.length();
  }

  String forEverybody() {
    return envelope;
  }

  String forUser(String userId) {
    return envelope.substring(0, hole)
        + "\"userId\":"
        + Json.text(userId)
        + envelope.substring(hole + NOBODY.length());
  }
}
