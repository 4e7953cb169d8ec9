package io.chorus.history.reading;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.history.HistoryConfig;
import io.chorus.history.log.reading.ReadMarkers;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.notification.UserChannels;
import io.chorus.model.reading.RoomRead;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Notes how far somebody has read who says so over HTTP, and tells: their devices how far, and in
 * small rooms the others, who are told at most once. Thread-safe; never blocks.
 */
@RegisterForReflection(targets = RoomRead.class)
@Singleton
public class RoomReading {
  private static final Logger LOG = Logger.getLogger(RoomReading.class);

  /** Data of {@code seen}. */
  @RegisterForReflection
  record Seen(String roomId, String userId, long cursor) {}

  private final ReadMarkers markers;
  private final Bus bus;
  private final int seenUpTo;

  RoomReading(ReadMarkers markers, Bus bus, HistoryConfig config) {
    this.markers = markers;
    this.bus = bus;
    this.seenUpTo = config.rooms().seenUpTo();
  }

  /** Completes after the commit, whether or not anybody can be told; fails as reads of the log. */
  public Uni<RoomRead> mark(RoomId room, String userId, long cursor) {
    return markers
        .mark(room.value(), userId, cursor)
        .map(
            marked -> {
              RoomRead read = marked.left().told();
              if (marked.moved()) {
                tell(room, userId, read);
              }
              return read;
            });
  }

  private void tell(RoomId room, String userId, RoomRead read) {
    publish(UserChannels.of(userId), Envelope.event(Frame.of(Event.ROOM_READ, read)));
    if (seenUpTo > 0) {
      bus.send(Command.HLEN, RoomKeys.users(room))
          .onSuccess(
              members -> {
                if (members.toInteger() <= seenUpTo) {
                  seen(room, userId, read.cursor());
                }
              })
          .onFailure(BusUnavailable.otherwise(e -> LOG.error("nobody was told who has read", e)));
    }
  }

  private void seen(RoomId room, String userId, long cursor) {
    String frame = Frame.of(Event.SEEN, new Seen(room.value(), userId, cursor));
    publish(RoomKeys.channel(room), Envelope.hint(Envelope.user(userId), frame));
  }

  private void publish(String channel, String envelope) {
    bus.publish(channel, envelope)
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("a reading was not told", e)));
  }
}
