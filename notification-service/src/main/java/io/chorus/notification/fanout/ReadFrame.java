package io.chorus.notification.fanout;

import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.NotificationRead;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The news that something was read. */
@RegisterForReflection(targets = NotificationRead.class)
final class ReadFrame {
  private static final byte[] HEAD =
      Envelope.event("{\"event\":\"" + Event.NOTIFICATION_READ.wire() + "\"")
          .getBytes(StandardCharsets.UTF_8);

  private ReadFrame() {}

  static String of(NotificationRead read) {
    return Envelope.event(Frame.of(Event.NOTIFICATION_READ, read));
  }

  static boolean isCarriedBy(Buffer envelope) {
    return envelope.length() > HEAD.length
        && Arrays.equals(envelope.getBytes(0, HEAD.length), HEAD);
  }
}
