package io.chorus.notification.fanout;

import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.NotificationRead;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The news that something was read. */
@RegisterForReflection(targets = NotificationRead.class)
final class ReadFrame {
  private static final byte LINE_FEED = '\n';

  /** How the frames begin that tell a user's devices what was read. */
  private static final List<byte[]> OF_READING =
      Stream.of(Event.NOTIFICATION_READ, Event.ROOM_READ)
          .map(event -> "{\"event\":\"" + event.wire() + "\"")
          .map(beginning -> beginning.getBytes(StandardCharsets.UTF_8))
          .toList();

  private ReadFrame() {}

  static String of(NotificationRead read) {
    return Envelope.event(Frame.of(Event.NOTIFICATION_READ, read));
  }

  /** Whether it tells that something was read, be it in a room: no inbox has grown by that. */
  static boolean isNewsOfReading(Buffer envelope) {
    int frame = 0;
    while (frame < envelope.length() && envelope.getByte(frame) != LINE_FEED) {
      frame++;
    }
    int start = frame + 1;
    return OF_READING.stream()
        .anyMatch(
            beginning ->
                start + beginning.length <= envelope.length()
                    && Arrays.equals(
                        envelope.getBytes(start, start + beginning.length), beginning));
  }
}
