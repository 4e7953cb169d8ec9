package io.chorus.chat.session;

import io.chorus.bus.BusUnavailable;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.chat.user.Users;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Resync;
import io.chorus.model.json.JsonObject;
import io.chorus.model.room.RoomId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One client's connection, from the greeting to the end. Belongs to the connection's event loop:
 * every method is called there, and every future it waits for completes there.
 */
public final class Session implements Subscriber {
  private static final Logger LOG = Logger.getLogger(Session.class);

  /** Bytes that a member of a request takes beside its text, about. */
  private static final int MEMBER_BYTES = 128;

  /** From top to bottom; some are left out. */
  private enum State {
    /** Requests wait, events are held: nothing comes before the greeting. */
    GREETING,
    /** Takes and gives everything. */
    OPEN,
    /** The instance stops: takes no request, answers those it has, and then closes. */
    LEAVING,
    /** The peer closes: takes nothing, gives nothing, carries nothing more out. */
    CLOSING,
    /** The connection is gone, and its rooms are left. */
    CLOSED
  }

  private final Peer peer;
  private final Client client;
  private final String user;
  private final Users users;
  private final Greeting greeting;
  private final Requests requests;
  private final Refusals refusals;
  private final HeldEvents held;
  private final InOrder steps;
  private final Liveness liveness;
  private State state = State.GREETING;

  /** Of a client that comes back; null where it is new. */
  private Promise<Void> greeted;

  private int unanswered;

  Session(
      Peer peer,
      Function<Subscriber, Client> client,
      Users users,
      Requests requests,
      Refusals refusals,
      ChatConfig config) {
    this.peer = peer;
    this.client = client.apply(this);
    this.user = Envelope.user(this.client.identity().userId());
    this.users = users;
    this.requests = requests;
    this.refusals = refusals;
    ChatConfig.Session limits = config.session();
    this.held = new HeldEvents(limits.outboundBytes());
    this.greeting = new Greeting(peer, this.client, users, held, config);
    this.steps = new InOrder(limits.queuedRequests(), limits.queuedBytes());
    this.liveness = new Liveness(limits.pingInterval(), limits.silence(), System.nanoTime());
  }

  /** Greets the client, as soon as nothing meant for its user can be missed. */
  void open() {
    steps.run(
        0,
        () ->
            greeting
                .prepare(this)
                .onComplete(
                    ignored -> {
                      if (state == State.GREETING) {
                        state = State.OPEN;
                        greeting.give();
                      }
                    }));
  }

  /**
   * Opens in the place of a session that was cut off, and holds what comes.
   *
   * @return completes once nothing is missed; {@link #goOn} lets it out then
   */
  Future<Void> reopen(Set<RoomId> rooms) {
    greeted = Promise.promise();
    // Requests wait for the greeting.
    steps.run(0, greeted::future);
    return greeting.prepareToGoOn(rooms, this);
  }

  /** As {@link Greeting#goOn}. */
  void goOn(Absence absence, long after, List<Delivery.Past> missed) {
    if (state == State.GREETING) {
      state = State.OPEN;
      greeting.goOn(absence, after, missed);
      greeted.complete();
    }
  }

  /** Where the client stands, for the case that it comes back. */
  Absence absence(Subscriber placeholder) {
    return greeting.absence(placeholder);
  }

  /** Cuts a connection off whose client has come by another. */
  void replaced() {
    peer.close(CloseCode.NORMAL);
  }

  /** Takes a sign that the client is there and reads. */
  public void heard() {
    liveness.heard(System.nanoTime());
  }

  /** Takes a sign that the client writes; whether it reads is not said. */
  public void stirred() {
    liveness.stirred();
  }

  /** Counts a frame, whatever is in it; closes when it is one too many, or too much. */
  public void count(int bytes) {
    if (!client.allowance().takeFrame(bytes)) {
      peer.close(CloseCode.FLOODING);
    }
  }

  /**
   * Takes a request. Requests are carried out in the order in which they come.
   *
   * @param id what the reply is to bear; null where none is wanted
   * @param size bytes that the request has
   */
  public void handle(String event, JsonObject data, String id, int size) {
    Reply reply = new Reply(peer, id, event);
    try {
      Command command = Command.read(event, data);
      take(size + MEMBER_BYTES * data.size(), () -> carryOut(command, reply));
    } catch (Refusal refusal) {
      take(0, () -> answer(Future.failedFuture(refusal), reply));
    }
  }

  /**
   * Refuses, in its turn, what cannot even be read as a request.
   *
   * @param event null where it cannot be told
   * @param id null where it cannot be told
   */
  public void refuse(String why, String event, String id) {
    Reply reply = new Reply(peer, id, event);
    take(0, () -> answer(Future.failedFuture(Refusal.invalid(why)), reply));
  }

  private void take(int size, Supplier<Future<?>> step) {
    if (state != State.GREETING && state != State.OPEN) {
      return;
    }
    unanswered++;
    if (!steps.run(size, step)) {
      peer.close(CloseCode.FLOODING);
    }
  }

  private boolean isOver() {
    return state == State.CLOSING || state == State.CLOSED;
  }

  /** Gives what the next request must wait for; the reply may come later. */
  private Future<?> carryOut(Command command, Reply reply) {
    if (isOver()) {
      return Future.succeededFuture();
    }
    Future<?> outcome = outcome(command);
    return switch (command) {
      case Command.JoinRoom join -> {
        held.begin();
        yield answer(outcome, reply).onComplete(ignored -> held.end(peer::deliver));
      }
      case Command.Entry entry -> {
        // Its place in the room's log is fixed once it is handed over; being stored takes longer.
        answer(outcome, reply);
        yield Future.succeededFuture();
      }
      case Command.ReadRoom read -> {
        // Markers need no order, and the history may take its time.
        answer(outcome, reply);
        yield Future.succeededFuture();
      }
      case Command.Introduce introduction ->
          answer(outcome.onComplete(agreed -> introduced(agreed.succeeded(), reply)), reply);
      case Command.Authenticate token -> answer(outcome.onSuccess(o -> liveness.renewed()), reply);
      default -> answer(outcome, reply);
    };
  }

  /** Some clients wait for these events, whatever else they are told. */
  private void introduced(boolean agreed, Reply reply) {
    if (agreed) {
      peer.send(Event.AUTHENTICATED, greeting.data());
    } else if (reply.id() != null) {
      new Reply(peer, null, reply.event())
          .failed(ErrorCode.UNAUTHORIZED, "the token is for another user");
    }
  }

  private Future<?> outcome(Command command) {
    try {
      return requests.carryOut(command, client);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<?> answer(Future<?> outcome, Reply reply) {
    return outcome.onComplete(
        r -> {
          if (isOver()) {
            return;
          }
          if (r.succeeded()) {
            reply.ok(r.result());
          } else if (r.cause() instanceof Refusal refusal) {
            fail(reply, refusal.code(), refusal.getMessage());
          } else {
            if (!(r.cause() instanceof BusUnavailable)) {
              LOG.error("a request failed", r.cause());
            }
            fail(reply, ErrorCode.OVERLOADED, "not possible at the moment, try again");
          }
          unanswered--;
          closeIfDone();
        });
  }

  private void fail(Reply reply, ErrorCode code, String message) {
    refusals.refused(code);
    reply.failed(code, message);
  }

  /** Called about once a second. */
  void tick(long nowMillis, long nowNanos) {
    if (isOver()) {
      return;
    }
    long expiresAt = client.identity().expiresAt();
    switch (liveness.check(nowMillis, nowNanos, expiresAt)) {
      case FINE -> {}
      case PING_DUE -> peer.ping();
      case SILENT -> peer.close(CloseCode.SILENT);
      case UNREAD -> peer.close(CloseCode.SLOW_READER);
      case EXPIRING -> expiring(expiresAt);
      case EXPIRED -> peer.close(CloseCode.TOKEN_EXPIRED);
    }
  }

  private void expiring(long expiresAt) {
    if (state == State.GREETING) {
      // Nothing comes before the greeting: it is said a second later.
      liveness.renewed();
    } else {
      peer.send(Event.TOKEN_EXPIRING, new Payloads.Expiry(expiresAt));
    }
  }

  /** Tells the client that it may have missed something anywhere, where it was here already. */
  void resync(Resync resync) {
    if (state == State.OPEN || state == State.LEAVING) {
      peer.send(Event.RESYNC, resync);
    }
  }

  /** Tells the client that this instance is about to stop. */
  void draining(long reconnectAfterMillis) {
    if (state == State.OPEN) {
      peer.send(Event.SERVER_DRAINING, new Payloads.Draining(reconnectAfterMillis));
    }
  }

  /**
   * Takes no more requests, as this instance stops, and closes once the last one is answered: a
   * message that is about to be stored should not have to be sent again.
   */
  void leave() {
    switch (state) {
      case GREETING -> peer.close(CloseCode.DRAINING);
      case OPEN -> {
        state = State.LEAVING;
        closeIfDone();
      }
      case LEAVING, CLOSING, CLOSED -> {}
    }
  }

  private void closeIfDone() {
    if (state == State.LEAVING && unanswered == 0) {
      peer.close(CloseCode.DRAINING);
    }
  }

  @Override
  public Context context() {
    return peer.context();
  }

  @Override
  public void deliver(Delivery delivery) {
    if (isOver() || delivery.isKeptFrom(client.socketId(), user) || held.isTold(delivery)) {
      return;
    }
    if (!held.concerns(delivery)) {
      peer.deliver(delivery);
    } else if (!held.hold(delivery)) {
      peer.close(CloseCode.SLOW_READER);
    }
  }

  @Override
  public void missed() {
    peer.close(CloseCode.INTERNAL_ERROR);
  }

  /**
   * The peer closes, by itself or told to.
   *
   * @param why null where the client began, or the connection was lost
   */
  public void closing(CloseCode why) {
    if (!isOver()) {
      state = State.CLOSING;
      held.end(ignored -> {});
      if (why != null) {
        refusals.closed(why);
      }
    }
  }

  /** Ends: the connection is gone. */
  void close() {
    closing(null);
    state = State.CLOSED;
    users.leave(client.identity().userId(), this);
    client.membership().end();
  }
}
