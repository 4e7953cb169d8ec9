package io.chorus.chat.session;

import io.chorus.bus.BusUnavailable;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Resync;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One client's connection: its identity, its rooms, its limits. Belongs to the connection's event
 * loop: every method is called there, and every future it waits for completes there.
 */
public final class Session implements Subscriber {
  private static final Logger LOG = Logger.getLogger(Session.class);

  private final Services services;
  private final ChatConfig.Session limits;
  private final Peer peer;
  private final String socketId;
  private final String user;
  private final Requests requests;
  private final HeldEvents held = new HeldEvents();
  private final InOrder steps;
  private final RateLimit frames;
  private final Liveness liveness;
  private int unanswered;
  private boolean greeted;
  private boolean leaving;
  private boolean closed;

  Session(Services services, Peer peer, Identity identity, String socketId) {
    this.services = services;
    this.limits = services.config().session();
    this.peer = peer;
    this.socketId = socketId;
    this.user = Envelope.user(identity.userId());
    this.requests = new Requests(services, this, identity, socketId);
    this.steps = new InOrder(limits.queuedRequests());
    long now = System.nanoTime();
    this.frames = new RateLimit(limits.framesPerSecond(), 2 * limits.framesPerSecond(), now);
    this.liveness = new Liveness(limits.pingInterval(), limits.silence(), now);
  }

  /** Greets the client, as soon as nothing meant for its user can be missed. */
  void open() {
    held.begin();
    steps.run(
        () ->
            services
                .users()
                .join(requests.identity().userId(), this)
                .onComplete(ignored -> greet()));
  }

  private void greet() {
    if (!closed) {
      greeted = true;
      peer.send(Event.AUTHENTICATED, greeting());
      held.end(peer::deliver);
    }
  }

  private Payloads.Authenticated greeting() {
    Identity identity = requests.identity();
    return new Payloads.Authenticated(
        identity.userId(),
        identity.username(),
        socketId,
        identity.expiresAt(),
        limits.pingInterval().toSeconds(),
        services.config().messages().maxContent());
  }

  /** Takes a sign of life. */
  public void heard() {
    liveness.heard(System.nanoTime());
  }

  /**
   * Counts a frame, whatever is in it; false when it comes too late, or is one too many: the
   * connection is being closed then.
   */
  public boolean admit() {
    heard();
    if (frames.tryAcquire(System.nanoTime())) {
      return !closed && !leaving;
    }
    peer.close(CloseCode.FLOODING);
    return false;
  }

  /** Refuses, in its turn, what cannot even be read as a request. */
  public void refuse(String why, Reply reply) {
    take(() -> answer(Future.failedFuture(Refusal.invalid(why)), reply));
  }

  /** Takes a request. Requests are carried out in the order in which they come. */
  public void handle(String event, JsonObject data, Reply reply) {
    try {
      Command command = Command.read(event, data);
      take(() -> carryOut(command, reply));
    } catch (Refusal refusal) {
      take(() -> answer(Future.failedFuture(refusal), reply));
    }
  }

  private void take(Supplier<Future<?>> step) {
    unanswered++;
    if (!steps.run(step)) {
      peer.close(CloseCode.FLOODING);
    }
  }

  /** Gives what the next request must wait for; the reply may come later. */
  private Future<?> carryOut(Command command, Reply reply) {
    if (closed) {
      return Future.succeededFuture();
    }
    Future<?> outcome = outcome(command);
    return switch (command) {
      case Command.JoinRoom join -> {
        held.begin();
        yield answer(outcome, reply).onComplete(ignored -> held.end(peer::deliver));
      }
      case Command.SendMessage send -> {
        // Its place among this client's messages is fixed once it is handed over; being stored
        // takes longer.
        answer(outcome, reply);
        yield Future.succeededFuture();
      }
      case Command.Authenticate token -> answer(outcome.onSuccess(o -> liveness.renewed()), reply);
      default -> answer(outcome, reply);
    };
  }

  private Future<?> outcome(Command command) {
    try {
      return requests.carryOut(command);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<?> answer(Future<?> outcome, Reply reply) {
    return outcome.onComplete(
        r -> {
          if (closed) {
            return;
          }
          if (r.succeeded()) {
            reply.ok(r.result());
          } else if (r.cause() instanceof Refusal refusal) {
            reply.failed(refusal.code(), refusal.getMessage());
          } else {
            if (!(r.cause() instanceof BusUnavailable)) {
              LOG.error("a request failed", r.cause());
            }
            reply.failed(ErrorCode.OVERLOADED, "not possible at the moment, try again");
          }
          unanswered--;
          closeIfDone();
        });
  }

  /** Called about once a second. */
  void tick(long nowMillis, long nowNanos) {
    switch (liveness.check(nowMillis, nowNanos, requests.identity().expiresAt())) {
      case FINE -> {}
      case PING_DUE -> peer.ping();
      case SILENT -> peer.close(CloseCode.SILENT);
      case EXPIRING ->
          peer.send(Event.TOKEN_EXPIRING, new Payloads.Expiry(requests.identity().expiresAt()));
      case EXPIRED -> peer.close(CloseCode.TOKEN_EXPIRED);
    }
  }

  /** Tells the client that it may have missed something anywhere, where it was here already. */
  void resync(Resync resync) {
    if (greeted) {
      peer.send(Event.RESYNC, resync);
    }
  }

  /** Tells the client that this instance is about to stop. */
  void draining(long reconnectAfterMillis) {
    if (greeted) {
      peer.send(Event.SERVER_DRAINING, new Payloads.Draining(reconnectAfterMillis));
    }
  }

  /**
   * Takes no more requests, as this instance stops, and closes once the last one is answered: a
   * message that is about to be stored should not have to be sent again.
   */
  void leave() {
    leaving = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (leaving && unanswered == 0) {
      peer.close(CloseCode.DRAINING);
    }
  }

  @Override
  public Context context() {
    return peer.context();
  }

  @Override
  public void deliver(Delivery delivery) {
    if (delivery.isKeptFrom(socketId, user)) {
      return;
    }
    if (!held.concerns(delivery)) {
      peer.deliver(delivery);
    } else if (!held.hold(delivery)) {
      peer.close(CloseCode.SLOW_READER);
    }
  }

  /** Ends: the connection is gone. */
  void close() {
    closed = true;
    held.end(ignored -> {});
    services.users().leave(requests.identity().userId(), this);
    requests.end();
  }
}
