package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.Script;
import io.chorus.chat.ChatConfig;
import io.chorus.model.frame.Envelope;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** {@link RoomBus} by a script. Thread-safe. */
@Singleton
class RedisRoomBus implements RoomBus {
  static final Script STAMP = Script.resource(RedisRoomBus.class, "stamp.lua");

  private final Bus bus;
  private final String resendMemoryMillis;
  private final String roomClockMillis;

  private final NewestCursor newest = new NewestCursor(System::nanoTime);

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
                Long.toString(newest.value()),
                resendMemoryMillis,
                roomClockMillis,
                draft.frameHead()))
        .map(RedisRoomBus::stamp)
        .onSuccess(stamp -> seen(stamp.cursor()));
  }

  @Override
  public void forget(Draft draft) {
    bus.send(Command.DEL, RoomKeys.sent(draft.room(), draft.userId(), draft.id()));
  }

  @Override
  public void seen(long cursor) {
    newest.seen(cursor);
  }

  @Override
  public OptionalLong placeBefore(Duration past) {
    return newest.before(past);
  }

  private static Stamp stamp(Response response) {
    String prev = response.get(1).toString();
    return new Stamp(
        response.get(0).toLong(), prev.equals(Envelope.NONE) ? null : Long.valueOf(prev));
  }
}
