package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.Script;
import io.chorus.chat.ChatConfig;
import io.chorus.model.frame.Envelope;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** {@link RoomBus} by a script. Thread-safe. */
@Singleton
class RedisRoomBus implements RoomBus {
  static final Script STAMP = Script.resource(RedisRoomBus.class, "stamp.lua");

  private final Bus bus;
  private final String resendMemoryMillis;
  private final String roomClockMillis;

  /**
   * Over all rooms: cursors are times, so the newest of any room is a floor for every other, and
   * rooms that nobody here is in have one too.
   */
  private final AtomicLong floor = new AtomicLong();

  RedisRoomBus(Bus bus, ChatConfig config) {
    this.bus = bus;
    this.resendMemoryMillis = Long.toString(config.messages().resendMemory().toMillis());
    this.roomClockMillis = Long.toString(config.messages().roomClock().toMillis());
  }

  @Override
  public Future<Stamp> publish(Draft draft) {
    return bus.run(
            STAMP,
            List.of(
                RoomKeys.clock(draft.room()),
                RoomKeys.sent(draft.room(), draft.userId(), draft.id())),
            List.of(
                RoomKeys.channel(draft.room()),
                Long.toString(floor.get()),
                resendMemoryMillis,
                roomClockMillis,
                draft.frameHead()))
        .map(RedisRoomBus::stamp)
        .onSuccess(stamp -> seen(stamp.cursor()));
  }

  @Override
  public void forget(Draft draft) {
    bus.send(Request.cmd(Command.DEL).arg(RoomKeys.sent(draft.room(), draft.userId(), draft.id())));
  }

  @Override
  public void seen(long cursor) {
    floor.accumulateAndGet(cursor, Math::max);
  }

  private static Stamp stamp(Response response) {
    String prev = response.get(1).toString();
    return new Stamp(
        response.get(0).toLong(), prev.equals(Envelope.NONE) ? null : Long.valueOf(prev));
  }
}
