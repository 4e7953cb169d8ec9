package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.Newcomers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The sessions of one Engine.IO endpoint on this instance. Thread-safe.
 *
 * <p>A session lives on the event loop of the request that began it, and stays there: requests and
 * sockets that arrive on other loops hop to it. Nothing that is done with a session would bear
 * moving house while it is under way.
 */
public final class EngineServer {
  private static final int ID_BYTES = 15;

  /** Makes the counterpart of a new session, on the session's context. */
  @FunctionalInterface
  public interface Acceptor {
    Conversation accept(
        EngineSession session, ContextInternal home, Timers timers, Arrival arrival);
  }

  /**
   * A session and where it lives.
   *
   * @param arrival of its client
   * @param posting whether a POST is under way
   */
  record Seat(EngineSession session, ContextInternal home, Arrival arrival, AtomicBoolean posting) {
    void run(Runnable action) {
      home.runOnContext(ignored -> action.run());
    }
  }

  private final EngineSettings settings;
  private final Newcomers newcomers;
  private final Pollers pollers;
  private final BooleanSupplier closed;
  private final Acceptor acceptor;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seat> seats = new ConcurrentHashMap<>();

  /**
   * @param closed whether no new sessions are taken
   */
  public EngineServer(
      EngineSettings settings,
      Newcomers newcomers,
      MeterRegistry metrics,
      BooleanSupplier closed,
      Acceptor acceptor) {
    this.settings = settings;
    this.newcomers = newcomers;
    this.pollers = new Pollers(settings.pollingSessions(), metrics);
    this.closed = closed;
    this.acceptor = acceptor;
  }

  EngineSettings settings() {
    return settings;
  }

  /** Whether this instance is about to stop. */
  boolean isClosed() {
    return closed.getAsBoolean();
  }

  /** The session that a request names; null where it is over, or another instance's. */
  Seat find(String sessionId) {
    return seats.get(sessionId);
  }

  /**
   * Takes a client that would begin a session.
   *
   * @throws io.chorus.model.error.Refusal as {@link Newcomers#enter}
   */
  Arrival arrive(HttpServerRequest request) {
    return Arrival.of(request, newcomers);
  }

  /** Begins a session that polls, on its home; null where there are too many. */
  Seat begin(ContextInternal home, Arrival arrival) {
    if (!pollers.tryEnter()) {
      arrival.newcomer().leave();
      return null;
    }
    return begin(home, null, arrival, pollers::leave);
  }

  /** Begins a session over a WebSocket, on its home. */
  Seat begin(ContextInternal home, Wire wire, Arrival arrival) {
    return begin(home, wire, arrival, () -> {});
  }

  private Seat begin(ContextInternal home, Wire wire, Arrival arrival, Runnable noLongerPolling) {
    String id = newId();
    Timers timers = timersOf(home);
    EngineSession session =
        new EngineSession(
            id,
            settings,
            timers,
            wire,
            made -> acceptor.accept(made, home, timers, arrival),
            new Occupied(id, arrival, noLongerPolling));
    Seat seat = new Seat(session, home, arrival, new AtomicBoolean());
    seats.put(id, seat);
    return seat;
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Timers timersOf(ContextInternal home) {
    return (Duration delay, Runnable action) -> {
      long timer = home.setTimer(Math.max(1, delay.toMillis()), ignored -> action.run());
      return () -> home.owner().cancelTimer(timer);
    };
  }

  private final class Occupied implements EngineSession.Place {
    private final String id;
    private final Arrival arrival;
    private final Runnable noLongerPolling;
    private boolean counted = true;

    Occupied(String id, Arrival arrival, Runnable noLongerPolling) {
      this.id = id;
      this.arrival = arrival;
      this.noLongerPolling = noLongerPolling;
    }

    @Override
    public void upgraded() {
      if (counted) {
        counted = false;
        noLongerPolling.run();
      }
    }

    @Override
    public void vacated() {
      upgraded();
      arrival.newcomer().leave();
      seats.remove(id);
    }
  }
}
