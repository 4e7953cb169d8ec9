package io.chorus.chat.transport.engineio;

import io.vertx.core.impl.ContextInternal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        EngineSession session, ContextInternal home, Timers timers, FirstRequest firstRequest);
  }

  /**
   * A session and where it lives.
   *
   * @param posting whether a POST is under way
   */
  record Seat(EngineSession session, ContextInternal home, AtomicBoolean posting) {
    void run(Runnable action) {
      home.runOnContext(ignored -> action.run());
    }
  }

  private final EngineSettings settings;
  private final int maxPolling;
  private final BooleanSupplier closed;
  private final Acceptor acceptor;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seat> seats = new ConcurrentHashMap<>();
  private final AtomicInteger polling = new AtomicInteger();

  /**
   * @param maxPolling sessions that may poll at once
   * @param closed whether no new sessions are taken
   */
  public EngineServer(
      EngineSettings settings, int maxPolling, BooleanSupplier closed, Acceptor acceptor) {
    this.settings = settings;
    this.maxPolling = maxPolling;
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

  /** Sessions that poll. */
  public int polling() {
    return polling.get();
  }

  /** The session that a request names; null where it is over, or another instance's. */
  Seat find(String sessionId) {
    return seats.get(sessionId);
  }

  /** Begins a session that polls, on its home; null where there are too many. */
  Seat begin(ContextInternal home, FirstRequest firstRequest) {
    if (polling.incrementAndGet() > maxPolling) {
      polling.decrementAndGet();
      return null;
    }
    return begin(home, null, firstRequest, polling::decrementAndGet);
  }

  /** Begins a session over a WebSocket, on its home. */
  Seat begin(ContextInternal home, Wire wire, FirstRequest firstRequest) {
    return begin(home, wire, firstRequest, () -> {});
  }

  private Seat begin(
      ContextInternal home, Wire wire, FirstRequest firstRequest, Runnable noLongerPolling) {
    String id = newId();
    Timers timers = timersOf(home);
    EngineSession session =
        new EngineSession(
            id,
            settings,
            timers,
            wire,
            made -> acceptor.accept(made, home, timers, firstRequest),
            new Occupied(id, noLongerPolling));
    Seat seat = new Seat(session, home, new AtomicBoolean());
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
    private final Runnable noLongerPolling;
    private boolean counted = true;

    Occupied(String id, Runnable noLongerPolling) {
      this.id = id;
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
      seats.remove(id);
    }
  }
}
