package io.chorus.chat.transport.socketio;

import io.chorus.chat.session.AwaitedClients;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Place;
import io.chorus.chat.session.Session;
import io.chorus.chat.session.Sessions;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;

/**
 * A client in the chat: its events are requests of its session.
 *
 * @param recoveryId under which it may come back; null where it may not
 */
record ChatParticipant(
    Sessions sessions, AwaitedClients awaited, Session session, Place place, String recoveryId)
    implements Participant {

  @Override
  public void counted(int bytes) {
    session.count(bytes);
  }

  @Override
  public void heard() {
    session.heard();
  }

  @Override
  public void received(EventPacket event) {
    String id = event.acknowledgement() == null ? null : event.acknowledgement().toString();
    JsonObject data;
    try {
      data = data(event);
    } catch (Refusal refusal) {
      session.refuse(refusal.getMessage(), event.name(), id);
      return;
    }
    session.handle(event.name(), data, id, event.size());
  }

  private static JsonObject data(EventPacket event) {
    if (!event.attachments().isEmpty()) {
      throw Refusal.invalid("bytes are not taken");
    }
    boolean given = event.arguments().size() > 1 && !event.arguments().isNull(1);
    return given ? JsonObject.read(event.arguments().source(1)) : JsonObject.EMPTY;
  }

  @Override
  public void left() {
    if (recoveryId != null) {
      awaited.strike(recoveryId);
    }
    end(null);
  }

  @Override
  public void ended(CloseCode why) {
    if (recoveryId != null && mayComeBack(why)) {
      awaited.await(recoveryId, session);
    } else if (recoveryId != null) {
      awaited.strike(recoveryId);
    }
    end(why);
  }

  private static boolean mayComeBack(CloseCode why) {
    return why == null
        || switch (why.then()) {
          case RECONNECT, RENEW -> why != CloseCode.DRAINING;
          case RECONNECT_LATER, MEND -> false;
        };
  }

  private void end(CloseCode why) {
    session.closing(why);
    sessions.close(session);
    place.leave();
  }
}
