package io.chorus.chat.session;

import io.chorus.bus.BusUnavailable;
import io.chorus.chat.bus.PresenceStore.Entry;
import io.chorus.chat.fanout.Subscriber;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.frame.Envelope;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.chorus.model.room.RoomKeys;
import io.vertx.core.Future;
import org.jboss.logging.Logger;

/**
 * What one client may ask for, as whom its token says, within its limits. Belongs to the
 * connection's event loop.
 */
final class Requests {
  private static final Logger LOG = Logger.getLogger(Requests.class);

  private final Services services;
  private final String socketId;
  private final Membership membership;
  private final RateLimit messages;
  private Identity identity;

  /**
   * @param subscriber joins the rooms
   */
  Requests(Services services, Subscriber subscriber, Identity identity, String socketId) {
    this.services = services;
    this.socketId = socketId;
    this.identity = identity;
    this.membership = new Membership(services, subscriber, this::entry);
    var limits = services.config().session();
    this.messages =
        new RateLimit(limits.messagesPerSecond(), limits.messageBurst(), System.nanoTime());
  }

  Identity identity() {
    return identity;
  }

  /**
   * Carries a request out.
   *
   * @return the reply's data
   * @throws Refusal if it is not allowed; the future may fail with one, too
   */
  Future<?> carryOut(Command command) {
    return switch (command) {
      case Command.JoinRoom join -> join(join.room());
      case Command.LeaveRoom leave -> leave(leave.room());
      case Command.SendMessage send -> send(send);
      case Command.Typing typing -> type(typing);
      case Command.Signal signal -> signal(signal);
      case Command.Authenticate token -> authenticate(token.token());
      case Command.Ping ping -> Future.succeededFuture(new Payloads.Nothing());
    };
  }

  private Future<Payloads.Joined> join(RoomId room) {
    return membership.join(identity.demand(room));
  }

  private Future<Payloads.Left> leave(RoomId room) {
    membership.demand(room);
    membership.leave(room);
    return Future.succeededFuture(new Payloads.Left(room.value()));
  }

  private Future<?> send(Command.SendMessage send) {
    membership.demand(send.room());
    var draft = services.rules().draft(send.room(), identity, send.fields());
    if (!messages.tryAcquire(System.nanoTime())) {
      throw new Refusal(ErrorCode.RATE_LIMITED, "too many messages, wait a moment");
    }
    return services.posting().post(draft);
  }

  private Future<?> type(Command.Typing typing) {
    membership.demand(typing.room());
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
    membership.demand(signal.room());
    hint(
        signal.room(),
        Event.SIGNAL,
        new Payloads.Signalled(
            signal.room().value(),
            identity.userId(),
            identity.username(),
            signal.name(),
            signal.payload()));
    return Future.succeededFuture(new Payloads.Nothing());
  }

  private void hint(RoomId room, Event event, Object data) {
    services
        .bus()
        .publish(RoomKeys.channel(room), Envelope.hint(socketId, Frame.of(event, data)))
        .onFailure(BusUnavailable.otherwise(e -> LOG.errorf(e, "dropped a %s", event.wire())));
  }

  private Future<?> authenticate(String token) {
    return services.callers().verify(token).map(this::renew);
  }

  private Payloads.Expiry renew(Identity renewed) {
    if (!renewed.userId().equals(identity.userId())) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is for another user");
    }
    boolean renamed = !renewed.username().equals(identity.username());
    identity = renewed;
    // A room that the new token does not allow is left at once: else the old token would go on
    // working.
    membership.leaveAll(room -> !renewed.rooms().allows(room));
    if (renamed) {
      membership.rename();
    }
    return new Payloads.Expiry(renewed.expiresAt());
  }

  private Entry entry() {
    return new Entry(socketId, identity.userId(), identity.username());
  }

  /** Leaves every room, for good: the connection is gone. */
  void end() {
    membership.end();
  }
}
