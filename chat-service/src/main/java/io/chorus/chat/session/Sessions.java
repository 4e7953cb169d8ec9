package io.chorus.chat.session;

import io.chorus.bus.Bus;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.user.Users;
import io.chorus.model.frame.Resync;
import io.chorus.model.identity.Identity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All sessions of this instance, by event loop. Thread-safe; never blocks. */
@Singleton
public class Sessions {
  private static final long TICK_MILLIS = 1000;
  private static final long SLACK_MILLIS = 500;

  /** A message stored later than this after its publication is announced by the history itself. */
  private static final long UNANNOUNCED_MILLIS = 2500;

  /** For so long at the most a dead connection to Redis is taken for a live one. */
  private static final Duration UNNOTICED = Duration.ofSeconds(5);

  /** So many sessions are told each second: each asks again for all its rooms. */
  private static final int RESYNCED_PER_SECOND = 2000;

  private final Users users;
  private final Lobby lobby;
  private final Requests requests;
  private final Refusals refusals;
  private final Admission admission;
  private final ChatConfig config;
  private final Vertx vertx;
  private final long timer;
  private final long storingMillis;
  private final long drainMillis;
  private final AtomicInteger count = new AtomicInteger();
  private final Counter resyncs;
  private volatile boolean draining;

  /** Touched on the event loop of the bus. */
  private Resync beforeLoss = Resync.EVERYTHING;

  /** Each set is touched on its own event loop alone. */
  private final Map<Context, Set<Session>> byLoop = new ConcurrentHashMap<>();

  Sessions(
      Users users,
      Lobby lobby,
      Requests requests,
      Refusals refusals,
      Admission admission,
      ChatConfig config,
      Bus bus,
      RoomBus rooms,
      Vertx vertx,
      MeterRegistry metrics) {
    this.users = users;
    this.lobby = lobby;
    this.requests = requests;
    this.refusals = refusals;
    this.admission = admission;
    this.config = config;
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(TICK_MILLIS, ignored -> tick());
    this.storingMillis = config.outbox().deadline().toMillis() + SLACK_MILLIS;
    this.drainMillis = config.session().drain().toMillis();
    this.resyncs =
        Counter.builder("chorus.resyncs")
            .description("Clients told to catch up after a loss of Redis")
            .register(metrics);
    bus.onLost(() -> beforeLoss = sincePlace(rooms.placeBefore(UNNOTICED)));
    bus.onRestored(this::resync);
    Gauge.builder("chorus.connections", count, AtomicInteger::get)
        .description("Open connections of clients")
        .register(metrics);
  }

  /**
   * Opens a session, on its connection's event loop.
   *
   * @param place of the connection; whoever took it gives it back
   */
  public Session open(Peer peer, Identity identity, String socketId, Place place) {
    Session session = begin(peer, identity, socketId, place);
    session.open();
    return session;
  }

  /** Begins a session, on its connection's event loop, that somebody else opens. */
  Session begin(Peer peer, Identity identity, String socketId, Place place) {
    Allowance allowance = new Allowance(config.session(), place.allowance(), System.nanoTime());
    Session session =
        new Session(
            peer,
            self -> new Client(identity, socketId, allowance, lobby, self),
            users,
            requests,
            refusals,
            config);
    byLoop.computeIfAbsent(peer.context(), loop -> new HashSet<>()).add(session);
    count.incrementAndGet();
    if (draining) {
      // It was let in just before.
      sendAway(session);
    }
    return session;
  }

  /** Ends a session, on its connection's event loop. */
  public void close(Session session) {
    if (byLoop.getOrDefault(session.context(), Set.of()).remove(session)) {
      count.decrementAndGet();
      session.close();
    }
  }

  /**
   * Sends everybody to the history, each at a moment of its own. What was published shortly before
   * the bus came back may not be there yet: hence again when what is not announced as late is
   * stored, and once more when all is stored that ever will be. The last time they go back to
   * before the loss: a message that Redis published with its last breath, and whose sender gave it
   * again, is stored at its second place. Those who connect meanwhile are told as well: after a
   * failover another instance may publish on the former master for a moment longer.
   */
  private void resync() {
    Resync fromBefore = beforeLoss;
    tellAll(Resync.EVERYTHING);
    vertx.setTimer(UNANNOUNCED_MILLIS, ignored -> tellAll(Resync.EVERYTHING));
    vertx.setTimer(storingMillis, ignored -> tellAll(fromBefore));
  }

  private void tellAll(Resync what) {
    long spread = spreadMillis(size(), config.session().resyncSpread());
    forEach(
        session -> {
          long own = 1 + ThreadLocalRandom.current().nextLong(1 + spread);
          resyncs.increment();
          vertx.setTimer(own, ignored -> on(session, () -> session.resync(what)));
        });
  }

  private static Resync sincePlace(OptionalLong place) {
    return place.isPresent() ? Resync.since(place.getAsLong()) : Resync.EVERYTHING;
  }

  static long spreadMillis(int sessions, Duration bound) {
    return Math.min(bound.toMillis(), sessions * 1000L / RESYNCED_PER_SECOND);
  }

  private static void on(Session session, Runnable action) {
    session.context().runOnContext(ignored -> action.run());
  }

  /** Whether this instance is about to stop, and takes no new connections. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Tells every client to go elsewhere, each at a moment of its own within the drain time, and lets
   * it go then.
   */
  void drain() {
    draining = true;
    forEach(this::sendAway);
  }

  private void sendAway(Session session) {
    long delay = 1 + ThreadLocalRandom.current().nextLong(Math.max(1, drainMillis));
    session.draining(delay);
    vertx.setTimer(delay, ignored -> on(session, session::leave));
  }

  /** Open sessions. */
  public int size() {
    return count.get();
  }

  private void tick() {
    long nowMillis = System.currentTimeMillis();
    long nowNanos = System.nanoTime();
    forEach(session -> session.tick(nowMillis, nowNanos));
    admission.sweep();
  }

  private void forEach(Consumer<Session> action) {
    byLoop.forEach(
        (loop, sessions) ->
            loop.runOnContext(
                // A copy, as an action may close its session.
                ignored -> Set.copyOf(sessions).forEach(action)));
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }
}
