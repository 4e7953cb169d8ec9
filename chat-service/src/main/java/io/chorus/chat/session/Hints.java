package io.chorus.chat.session;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What is told to a room and kept by nobody: at most once, and dropped where there is too much of
 * it. Thread-safe; never blocks.
 */
@Singleton
final class Hints {
  private static final Logger LOG = Logger.getLogger(Hints.class);

  private final Bus bus;

  Hints(Bus bus) {
    this.bus = bus;
  }

  /** To the other users: one's own devices know. */
  void typing(RoomId room, Identity from, boolean isTyping) {
    var data = new Payloads.UserTyping(room.value(), from.userId(), from.username(), isTyping);
    publish(room, Envelope.user(from.userId()), Frame.of(Event.USER_TYPING, data));
  }

  /** To the other connections, those of the same user too: what it means is the application's. */
  void signal(Command.Signal signal, Client from) {
    Identity identity = from.identity();
    var data =
        new Payloads.Signalled(
            signal.room().value(),
            identity.userId(),
            identity.username(),
            signal.name(),
            signal.payload());
    publish(signal.room(), from.socketId(), Frame.of(Event.SIGNAL, data));
  }

  /** To the other users: one's own devices are told more. */
  void seen(RoomId room, Identity reader, long cursor) {
    var data = new Payloads.Seen(room.value(), reader.userId(), cursor);
    publish(room, Envelope.user(reader.userId()), Frame.of(Event.SEEN, data));
  }

  private void publish(RoomId room, String except, String frame) {
    bus.publish(RoomKeys.channel(room), Envelope.hint(except, frame))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("dropped a hint", e)));
  }
}
