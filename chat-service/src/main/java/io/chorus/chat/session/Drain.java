package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.outbox.Outbox;
import io.chorus.chat.presence.Presence;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * An orderly stop: readiness is down already, new sockets are refused, clients are sent elsewhere,
 * and what they sent is stored. Everything still works meanwhile. It ends as soon as nobody is
 * left, and is bounded by the drain time and a storing deadline.
 */
@Singleton
class Drain {
  private static final Logger LOG = Logger.getLogger(Drain.class);
  private static final long POLL_NANOS = 20_000_000;

  private final Sessions sessions;
  private final Outbox outbox;
  private final Presence presence;
  private final long boundNanos;

  Drain(Sessions sessions, Outbox outbox, Presence presence, ChatConfig config) {
    this.sessions = sessions;
    this.outbox = outbox;
    this.presence = presence;
    this.boundNanos = config.session().drain().plus(config.outbox().deadline()).toNanos();
  }

  /** Runs on the thread that shuts down, and holds it back. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    long start = System.nanoTime();
    LOG.infof("draining %d connections and %d messages", sessions.size(), outbox.size());
    sessions.drain();
    while (!isEmpty() && System.nanoTime() - start < boundNanos) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    LOG.infof("drained, %d connections and %d messages left", sessions.size(), outbox.size());
  }

  private boolean isEmpty() {
    return sessions.size() == 0 && outbox.size() == 0 && presence.isSettled();
  }
}
