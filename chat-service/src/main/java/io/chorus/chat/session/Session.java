package io.chorus.chat.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.bus.BusUnavailable;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.bus.PresenceStore.View;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One client's connection: its identity, its rooms, its limits. Belongs to the connection's event
 * loop: every method is called there, and every future it waits for completes there.
 */
public final class Session implements Subscriber {
  private static final Logger LOG = Logger.getLogger(Session.class);
  private static final int LISTED_MEMBERS = 200;

  private final Services services;
  private final ChatConfig.Session limits;
  private final Peer peer;
  private final String socketId;
  private final String user;
  private final Set<RoomId> rooms = new HashSet<>(4);
  private final HeldEvents held = new HeldEvents();
  private final InOrder steps;
  private final RateLimit frames;
  private final RateLimit messages;
  private final Liveness liveness;
  private Identity identity;
  private boolean closed;

  Session(Services services, Peer peer, Identity identity, String socketId) {
    this.services = services;
    this.limits = services.config().session();
    this.peer = peer;
    this.identity = identity;
    this.socketId = socketId;
    this.user = Envelope.user(identity.userId());
    this.steps = new InOrder(limits.queuedRequests());
    long now = System.nanoTime();
    this.frames = new RateLimit(limits.framesPerSecond(), 2 * limits.framesPerSecond(), now);
    this.messages = new RateLimit(limits.messagesPerSecond(), limits.messageBurst(), now);
    this.liveness = new Liveness(limits.pingInterval(), limits.silence(), now);
  }

  /** Greets the client, as soon as nothing meant for its user can be missed. */
  void open() {
    steps.run(
        () ->
            within(services.users().join(identity.userId(), this))
                .onComplete(
                    ignored -> {
                      if (!closed) {
                        peer.send(Event.AUTHENTICATED, greeting());
                      }
                    }));
  }

  private Payloads.Authenticated greeting() {
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
   * Counts a frame, whatever is in it; false when it is one too many: the connection is being
   * closed then.
   */
  public boolean admit() {
    heard();
    if (frames.tryAcquire(System.nanoTime())) {
      return !closed;
    }
    peer.close(CloseCode.FLOODING);
    return false;
  }

  /** Takes a request. Requests are carried out in the order in which they come. */
  public void handle(String event, JsonNode data, Reply reply) {
    Command command;
    try {
      command = Command.read(event, data);
    } catch (Refusal refusal) {
      reply.failed(refusal.code(), refusal.getMessage());
      return;
    }
    if (!steps.run(() -> guarded(command, reply))) {
      peer.close(CloseCode.FLOODING);
    }
  }

  private Future<?> guarded(Command command, Reply reply) {
    if (closed) {
      return Future.succeededFuture();
    }
    try {
      return carryOut(command, reply);
    } catch (Refusal refusal) {
      reply.failed(refusal.code(), refusal.getMessage());
      return Future.succeededFuture();
    }
  }

  /** Gives what the next request must wait for; the reply may come later. */
  private Future<?> carryOut(Command command, Reply reply) {
    return switch (command) {
      case Command.JoinRoom join -> {
        Future<?> joined = join(join.room());
        held.begin();
        yield answer(joined, reply).onComplete(ignored -> held.end(peer::deliver));
      }
      case Command.LeaveRoom leave -> answer(leave(leave.room()), reply);
      case Command.SendMessage send -> {
        // Its place among this client's messages is fixed once it is handed over; being stored
        // takes longer.
        answer(send(send), reply);
        yield Future.succeededFuture();
      }
      case Command.Typing typing -> answer(type(typing), reply);
      case Command.Signal signal -> answer(signal(signal), reply);
      case Command.Authenticate token -> answer(authenticate(token.token()), reply);
      case Command.Ping ping -> answer(Future.succeededFuture(new Payloads.Nothing()), reply);
    };
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
        });
  }

  private Future<Payloads.Joined> join(RoomId room) {
    demandAccess(room);
    boolean joins = !rooms.contains(room);
    if (joins && rooms.size() >= services.config().rooms().perConnection()) {
      throw new Refusal(ErrorCode.TOO_MANY_ROOMS, "this connection is in too many rooms");
    }
    if (!joins) {
      return services.presence().join(room, entry(), LISTED_MEMBERS).map(v -> joined(room, v));
    }
    rooms.add(room);
    return within(services.rooms().join(room, this))
        .compose(subscribed -> services.presence().join(room, entry(), LISTED_MEMBERS))
        .onFailure(ignored -> depart(room))
        .onSuccess(
            ignored -> {
              if (closed) {
                services.presence().leave(room, entry());
              }
            })
        .map(view -> joined(room, view));
  }

  private static Payloads.Joined joined(RoomId room, View view) {
    return new Payloads.Joined(room.value(), view.cursor(), view.members(), view.memberCount());
  }

  private Future<Payloads.Left> leave(RoomId room) {
    demandJoined(room);
    depart(room);
    return Future.succeededFuture(new Payloads.Left(room.value()));
  }

  private void depart(RoomId room) {
    if (rooms.remove(room)) {
      services.rooms().leave(room, this);
      services.presence().leave(room, entry());
    }
  }

  private Future<?> send(Command.SendMessage send) {
    demandJoined(send.room());
    var draft = services.rules().draft(send.room(), identity, send.fields());
    if (!messages.tryAcquire(System.nanoTime())) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many messages, wait a moment");
    }
    return services.posting().post(draft);
  }

  private Future<?> type(Command.Typing typing) {
    demandJoined(typing.room());
    if (services.presence().size(typing.room()) <= services.config().rooms().quietAbove()) {
      hint(
          typing.room(),
          Event.USER_TYPING,
          new Payloads.UserTyping(
              typing.room().value(), identity.userId(), identity.username(), typing.isTyping()));
    }
    return Future.succeededFuture(new Payloads.Nothing());
  }

  private Future<?> signal(Command.Signal signal) {
    demandJoined(signal.room());
    hint(
        signal.room(),
        Event.SIGNAL,
        new Payloads.Signalled(
            signal.room().value(),
            identity.userId(),
            identity.username(),
            signal.name(),
            signal.payload().isMissingNode() ? null : signal.payload()));
    return Future.succeededFuture(new Payloads.Nothing());
  }

  private void hint(RoomId room, Event event, Object data) {
    services
        .bus()
        .publish(RoomKeys.channel(room), Envelope.hint(socketId, Frame.of(event, data)))
        .onFailure(e -> LOG.debugf("dropped a %s: %s", event.wire(), e));
  }

  private Future<?> authenticate(String token) {
    Identity renewed = services.tokens().verify(token);
    if (!renewed.userId().equals(identity.userId())) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is for another user");
    }
    identity = renewed;
    liveness.renewed();
    // A room that the new token does not allow is left at once: else the old token would go on
    // working.
    Set.copyOf(rooms).stream().filter(room -> !renewed.rooms().allows(room)).forEach(this::depart);
    return Future.succeededFuture(new Payloads.Expiry(renewed.expiresAt()));
  }

  private void demandAccess(RoomId room) {
    if (!identity.rooms().allows(room)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the token does not allow this room");
    }
  }

  private void demandJoined(RoomId room) {
    if (!rooms.contains(room)) {
      throw new Refusal(ErrorCode.NOT_IN_ROOM, "join the room first");
    }
  }

  private Entry entry() {
    return new Entry(socketId, identity.userId(), identity.username());
  }

  /** Bounds the wait for a subscription by that for any other answer of the bus. */
  private <T> Future<T> within(Future<T> future) {
    Duration bound = services.config().bus().maxWait();
    return future
        .timeout(bound.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
        .recover(e -> Future.failedFuture(new BusUnavailable("Redis did not answer in time")));
  }

  /** Called about once a second. */
  void tick(long nowMillis, long nowNanos) {
    switch (liveness.check(nowMillis, nowNanos, identity.expiresAt())) {
      case FINE -> {}
      case PING_DUE -> peer.ping();
      case SILENT -> peer.close(CloseCode.SILENT);
      case EXPIRING -> peer.send(Event.TOKEN_EXPIRING, new Payloads.Expiry(identity.expiresAt()));
      case EXPIRED -> peer.close(CloseCode.TOKEN_EXPIRED);
    }
  }

  /** Tells the client that it may have missed something anywhere. */
  void resync(Resync resync) {
    peer.send(Event.RESYNC, resync);
  }

  /** Tells the client that this instance is about to stop. */
  void draining(long reconnectAfterMillis) {
    peer.send(Event.SERVER_DRAINING, new Payloads.Draining(reconnectAfterMillis));
  }

  /** Closes, as this instance stops. */
  void drained() {
    peer.close(CloseCode.DRAINING);
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
    services.users().leave(identity.userId(), this);
    Set.copyOf(rooms).forEach(this::depart);
  }
}
