package io.chorus.chat.session;

import io.chorus.auth.Callers;
import io.chorus.chat.bus.Draft;
import io.chorus.chat.posting.ChangeRules;
import io.chorus.chat.posting.MessageRules;
import io.chorus.chat.posting.Posting;
import io.chorus.chat.reading.ReadMarkers;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.MessageName;
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
  private final MessageRules messages;
  private final ChangeRules changes;
  private final Posting posting;
  private final ReadMarkers markers;
  private final Hints hints;
  private final Callers callers;

  Requests(
      Lobby lobby,
      MessageRules messages,
      ChangeRules changes,
      Posting posting,
      ReadMarkers markers,
      Hints hints,
      Callers callers) {
    this.lobby = lobby;
    this.messages = messages;
    this.changes = changes;
    this.posting = posting;
    this.markers = markers;
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
      case Command.Entry entry -> enter(entry, client);
      case Command.ReadRoom read -> read(read, client);
      case Command.Typing typing -> type(typing, client);
      case Command.Signal signal -> signal(signal, client);
      case Command.Authenticate token -> authenticate(token.token(), client);
      case Command.Introduce introduction -> introduce(introduction, client.identity());
      case Command.Ping ping -> Future.succeededFuture(NOTHING);
    };
  }

  private Future<?> join(RoomId room, Client client) {
    client.identity().demand(room);
    client.allowance().takeJoin();
    client.allowance().takeFanOut(SMALL_EVENT, lobby.toldAtJoin(room));
    return client.membership().join(room);
  }

  private Future<?> leave(RoomId room, Client client) {
    client.membership().demand(room);
    client.membership().leave(room);
    return Future.succeededFuture(new Payloads.Left(room.value()));
  }

  private Future<?> enter(Command.Entry entry, Client client) {
    client.membership().demand(entry.room());
    Draft draft = draft(entry, client.identity());
    client.allowance().takeMessage();
    client.allowance().takeFanOut(SMALL_EVENT + draft.saidBytes(), lobby.size(entry.room()));
    return entry instanceof Command.SendMessage ? posting.post(draft) : posting.change(draft);
  }

  private Draft draft(Command.Entry entry, Identity author) {
    RoomId room = entry.room();
    JsonObject fields = entry.fields();
    return switch (entry) {
      case Command.SendMessage send -> messages.draft(room, author, fields);
      case Command.EditMessage edit -> changes.edit(room, author, ownOr(fields, author), fields);
      case Command.DeleteMessage deletion ->
          changes.deletion(room, author, ownOr(fields, author), fields.text("changeId"));
      case Command.React react -> {
        MessageName message = ChangeRules.named(fields.text("userId"), fields.text("id"));
        yield changes.reaction(
            room, author, message, fields.text("reaction"), isOn(fields), fields.text("changeId"));
      }
    };
  }

  private static MessageName ownOr(JsonObject fields, Identity author) {
    String userId = fields.text("userId");
    return ChangeRules.named(userId == null ? author.userId() : userId, fields.text("id"));
  }

  private static boolean isOn(JsonObject fields) {
    Boolean on = fields.flag("on");
    if (on == null) {
      throw Refusal.invalid("on must be true or false");
    }
    return on;
  }

  private Future<?> read(Command.ReadRoom read, Client client) {
    Identity reader = client.identity();
    RoomId room = reader.demand(read.room());
    client.allowance().takeReading();
    boolean isTold = client.membership().isIn(room) && lobby.isSmall(room);
    if (isTold) {
      client.allowance().takeFanOut(SMALL_EVENT, lobby.size(room));
    }
    return markers
        .mark(room, reader.userId(), read.cursor(), client.socketId())
        .map(
            answer -> {
              if (isTold && answer.moved()) {
                hints.seen(room, reader, answer.read().cursor());
              }
              return Payloads.Read.of(answer.read());
            });
  }

  private Future<?> type(Command.Typing typing, Client client) {
    client.membership().demand(typing.room());
    if (!lobby.isQuiet(typing.room())) {
      client.allowance().takeFanOut(SMALL_EVENT, lobby.size(typing.room()));
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
    client.allowance().takeToken();
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
