package io.chorus.chat.bus;

import io.chorus.bus.Bus;
import io.chorus.bus.BusUnavailable;
import io.chorus.bus.Script;
import io.chorus.chat.ChatConfig;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** {@link RoomBus} by a script. Thread-safe. */
@Singleton
class RedisRoomBus implements RoomBus {
  /** After its storing deadline a message may take so long to be in the history. */
  private static final Duration HORIZON_SLACK = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(RedisRoomBus.class);

  static final Script STAMP = Script.resource(RedisRoomBus.class, "stamp.lua");

  /** For so long nothing is stamped while no replica says how far the history has come. */
  private static final long FLOOR_MILLIS = 3000;

  private final Bus bus;
  private final VertxInternal vertx;
  private final String resendMemoryMillis;
  private final String roomClockMillis;
  private final String horizonMicros;

  private final Floor floor = new Floor(System::nanoTime);

  RedisRoomBus(Bus bus, Vertx vertx, ChatConfig config) {
    this.bus = bus;
    this.vertx = (VertxInternal) vertx;
    this.resendMemoryMillis = Long.toString(config.messages().resendMemory().toMillis());
    Duration horizon = config.outbox().deadline().plus(HORIZON_SLACK);
    Duration atLeast = horizon.multipliedBy(2);
    Duration clock = config.messages().roomClock();
    this.roomClockMillis =
        Long.toString((clock.compareTo(atLeast) < 0 ? atLeast : clock).toMillis());
    this.horizonMicros = Long.toString(TimeUnit.NANOSECONDS.toMicros(horizon.toNanos()));
  }

  void start(@Observes StartupEvent event) {
    vertx.setTimer(FLOOR_MILLIS, ignored -> floor.settle());
  }

  @Override
  public Future<Stamp> publish(Draft draft) {
    Promise<Stamp> stamped = vertx.promise();
    floor.whenKnown(() -> stamp(draft).onComplete(stamped));
    return stamped.future();
  }

  private Future<Stamp> stamp(Draft draft) {
    return bus.runTogether(
            STAMP,
            this::bounds,
            List.of(RoomKeys.clock(draft.room()), draft.memory(), RoomKeys.epoch(draft.room())),
            List.of(bus.address(RoomKeys.channel(draft.room())), draft.frameHead()))
        .map(RedisRoomBus::stamp)
        .onSuccess(stamp -> seen(stamp.cursor()));
  }

  private List<String> bounds() {
    return List.of(
        Long.toString(floor.value()),
        resendMemoryMillis,
        roomClockMillis,
        horizonMicros,
        bus.epochKey(),
        Long.toString(bus.latestTime()));
  }

  @Override
  public void withdraw(RoomId room, long cursor) {
    String frame = Frame.of(Event.RESYNC, Resync.from(room, cursor));
    bus.publish(RoomKeys.channel(room), Envelope.event(frame))
        .onFailure(BusUnavailable.otherwise(e -> LOG.error("a withdrawal was not told", e)));
  }

  @Override
  public void forget(Draft draft) {
    bus.send(Command.DEL, draft.memory());
  }

  @Override
  public void seen(long cursor) {
    floor.seen(cursor);
  }

  @Override
  public void stored(long cursor) {
    floor.seen(cursor);
    floor.settle();
  }

  @Override
  public OptionalLong placeBefore(Duration past) {
    return floor.before(past);
  }

  static Stamp stamp(Response response) {
    String prev = response.get(1).toString();
    return new Stamp(
        response.get(0).toLong(),
        prev.equals(Envelope.NONE) ? null : Long.valueOf(prev),
        response.get(2).toLong());
  }
}
