package io.chorus.chat.session;

import io.chorus.auth.Callers;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.posting.MessageRules;
import io.chorus.chat.posting.Posting;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.room.RoomId;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/**
 * What clients may ask for, and how it is carried out. Called on the event loop of the client's
 * session; never blocks.
 */
@Singleton
final class Requests {
  /** About the size of an event that tells of somebody's coming, going or typing. */
  private static final int SMALL_EVENT = 256;

  private static final Payloads.Nothing NOTHING = new Payloads.Nothing();

  private final Lobby lobby;
  private final MessageRules rules;
  private final Posting posting;
  private final Hints hints;
  private final Callers callers;

  Requests(Lobby lobby, MessageRules rules, Posting posting, Hints hints, Callers callers) {
    this.lobby = lobby;
    this.rules = rules;
    this.posting = posting;
    this.hints = hints;
    this.callers = callers;
  }

  /**
   * Carries a request out.
   *
   * @return the reply's data
   * @throws Refusal if it is not allowed; the future may fail with one, too
   */
  Future<?> carryOut(Command command, Client client) {
    return switch (command) {
      case Command.JoinRoom join -> join(join.room(), client);
      case Command.LeaveRoom leave -> leave(leave.room(), client);
      case Command.SendMessage send -> send(send, client);
      case Command.Typing typing -> type(typing, client);
      case Command.Signal signal -> signal(signal, client);
      case Command.Authenticate token -> authenticate(token.token(), client);
      case Command.Introduce introduction -> introduce(introduction, client.identity());
      case Command.Ping ping -> Future.succeededFuture(NOTHING);
    };
  }

  private Future<?> join(RoomId room, Client client) {
    client.identity().demand(room);
    takeSmallEvent(room, client);
    return client.membership().join(room);
  }

  private Future<?> leave(RoomId room, Client client) {
    client.membership().demand(room);
    client.membership().leave(room);
    return Future.succeededFuture(new Payloads.Left(room.value()));
  }

  private Future<?> send(Command.SendMessage send, Client client) {
    client.membership().demand(send.room());
    Draft draft = rules.draft(send.room(), client.identity(), send.fields());
    client.allowance().takeMessage();
    client.allowance().takeFanOut(SMALL_EVENT + draft.saidBytes(), lobby.size(send.room()));
    return posting.post(draft);
  }

  private Future<?> type(Command.Typing typing, Client client) {
    client.membership().demand(typing.room());
    if (!lobby.isQuiet(typing.room())) {
      takeSmallEvent(typing.room(), client);
      hints.typing(typing.room(), client.identity(), typing.isTyping());
    }
    return Future.succeededFuture(NOTHING);
  }

  private Future<?> signal(Command.Signal signal, Client client) {
    client.membership().demand(signal.room());
    int size = signal.payload() == null ? 0 : Text.utf8Length(signal.payload());
    client.allowance().takeSignal(size);
    client.allowance().takeFanOut(SMALL_EVENT + size, lobby.size(signal.room()));
    hints.signal(signal, client);
    return Future.succeededFuture(NOTHING);
  }

  private void takeSmallEvent(RoomId room, Client client) {
    client.allowance().takeFanOut(SMALL_EVENT, lobby.isQuiet(room) ? 1 : lobby.size(room));
  }

  private static Future<?> introduce(Command.Introduce introduction, Identity identity) {
    boolean agrees =
        introduction.userId().equals(identity.userId())
            && (introduction.username() == null
                || introduction.username().equals(identity.username()));
    if (!agrees) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is for another user");
    }
    return Future.succeededFuture(NOTHING);
  }

  private Future<?> authenticate(String token, Client client) {
    return callers.verify(token).map(renewed -> renew(client, renewed));
  }

  private static Payloads.Expiry renew(Client client, Identity renewed) {
    if (!renewed.userId().equals(client.identity().userId())) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is for another user");
    }
    client.renew(renewed);
    return new Payloads.Expiry(renewed.expiresAt());
  }
}
