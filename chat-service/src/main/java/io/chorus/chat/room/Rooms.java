package io.chorus.chat.room;

import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** The rooms that somebody on this instance is in. Thread-safe; never blocks. */
@Singleton
public class Rooms {
  private final Topics topics;
  private final RoomBus bus;

  Rooms(Topics topics, RoomBus bus) {
    this.topics = topics;
    this.bus = bus;
  }

  /**
   * Adds a subscriber, on its own event loop.
   *
   * @return completes once the room's channel is subscribed: no message stamped later is missed
   */
  public Future<Void> join(RoomId room, Subscriber subscriber) {
    return topics.join(RoomKeys.channel(room), subscriber, () -> new CursorOrder(room, bus));
  }

  /** Removes a subscriber, on its own event loop. */
  public void leave(RoomId room, Subscriber subscriber) {
    topics.leave(RoomKeys.channel(room), subscriber);
  }
}
