package io.chorus.chat.room;

import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.fanout.Topics;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** The rooms that somebody on this instance is in. Thread-safe; never blocks. */
@Singleton
public class Rooms {
  private final Topics topics;
  private final RoomBus bus;

  Rooms(Topics topics, RoomBus bus, MeterRegistry metrics) {
    this.topics = topics;
    this.bus = bus;
    String channels = RoomKeys.CHANNELS;
    Gauge.builder("chorus.rooms", topics, it -> it.size(channels))
        .description("Rooms that somebody on this instance is in")
        .register(metrics);
    Gauge.builder("chorus.subscriptions", topics, it -> it.subscribers(channels))
        .description("Connections in rooms, each counted once a room")
        .register(metrics);
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
