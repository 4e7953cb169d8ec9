package io.chorus.history.ingest;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Sends readers back for messages that they may have passed. What makes messages late keeps
 * announcements from arriving too, so each is made again when Redis, a chat instance or a client
 * may be back. Belongs to one event loop, on which it is made and called.
 */
final class LateAnnouncements {
  private static final Logger LOG = Logger.getLogger(LateAnnouncements.class);

  /** Milliseconds from one announcement to the next. */
  private static final long[] PAUSES = {3_000, 8_000};

  /** Rooms to be told again; those beyond are told once. */
  private static final int MAX_ROOMS = 10_000;

  /**
   * @param cursor of the first message that was late
   * @param round how often it was told again
   */
  private record Told(long cursor, int round) {}

  private final Bus bus;
  private final Vertx vertx;
  private final Map<String, Told> rooms = new HashMap<>();

  LateAnnouncements(Bus bus, Vertx vertx) {
    this.bus = bus;
    this.vertx = vertx;
  }

  /**
   * Tells a room, now and again.
   *
   * @param cursor of its first late message
   */
  void tell(String roomId, long cursor) {
    publish(roomId, cursor);
    Told before = rooms.get(roomId);
    if (before != null) {
      rooms.put(roomId, new Told(Math.min(before.cursor(), cursor), 0));
    } else if (rooms.size() < MAX_ROOMS) {
      rooms.put(roomId, new Told(cursor, 0));
      tellAgain(roomId, PAUSES[0]);
    }
  }

  private void tellAgain(String roomId, long pause) {
    vertx.setTimer(
        pause,
        ignored -> {
          Told told = rooms.get(roomId);
          publish(roomId, told.cursor());
          int round = told.round() + 1;
          if (round < PAUSES.length) {
            rooms.put(roomId, new Told(told.cursor(), round));
            tellAgain(roomId, PAUSES[round]);
          } else {
            rooms.remove(roomId);
          }
        });
  }

  private void publish(String roomId, long cursor) {
    RoomId room = new RoomId(roomId);
    String frame = Frame.of(Event.RESYNC, Resync.from(room, cursor));
    bus.publish(RoomKeys.channel(room), Envelope.event(frame))
        .onFailure(
            BusUnavailable.otherwise(
                e -> LOG.errorf(e, "late message in %s not announced", roomId)));
  }
}
