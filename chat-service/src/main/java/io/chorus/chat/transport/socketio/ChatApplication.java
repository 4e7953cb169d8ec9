package io.chorus.chat.transport.socketio;

import io.chorus.auth.Callers;
import io.chorus.chat.session.Admission;
import io.chorus.chat.session.AwaitedClients;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Place;
import io.chorus.chat.session.Recovery;
import io.chorus.chat.session.Recovery.Recovered;
import io.chorus.chat.session.Session;
import io.chorus.chat.session.Sessions;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The chat, in the main namespace. */
@Singleton
@UnlessBuildProfile("conformance")
class ChatApplication implements Application {
  private final Callers callers;
  private final Admission admission;
  private final Sessions sessions;
  private final AwaitedClients awaited;
  private final Recovery recovery;

  ChatApplication(
      Callers callers,
      Admission admission,
      Sessions sessions,
      AwaitedClients awaited,
      Recovery recovery) {
    this.callers = callers;
    this.admission = admission;
    this.sessions = sessions;
    this.awaited = awaited;
    this.recovery = recovery;
  }

  @Override
  public boolean serves(String namespace) {
    return SocketPacket.MAIN.equals(namespace);
  }

  @Override
  public Future<Welcome> admit(Link link, JsonObject auth) {
    if (sessions.isDraining()) {
      // Clients do not try again by themselves after a refusal; after an end they do, elsewhere.
      link.close(CloseCode.DRAINING);
      return Future.failedFuture(new Refusal(ErrorCode.OVERLOADED, "this instance stops"));
    }
    JsonObject said = auth == null ? JsonObject.EMPTY : auth;
    try {
      String token = said.isGiven("token") ? token(said) : link.arrival().bearer();
      String id = said.text("pid");
      Long after = id == null ? null : number(said.text("offset"));
      if (token == null) {
        throw new Refusal(ErrorCode.UNAUTHORIZED, "no token");
      }
      return callers.verify(token).compose(identity -> admit(link, identity, id, after));
    } catch (Refusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Future<Welcome> admit(Link link, Identity identity, String id, Long after) {
    Place place =
        admission
            .admit(identity.userId(), link.arrival().address())
            .orElseThrow(() -> new Refusal(ErrorCode.RATE_LIMITED, "too many connections"));
    ChatPeer peer = new ChatPeer(link);
    if (after == null || !awaited.isOn()) {
      return Future.succeededFuture(new Beginning(peer, identity, place, newId()));
    }
    return recovery
        .recover(id, after, peer, identity, place)
        .map(recovered -> welcome(recovered, id, peer, identity, place));
  }

  private Welcome welcome(
      Optional<Recovered> recovered, String id, ChatPeer peer, Identity identity, Place place) {
    return recovered.isPresent()
        ? new Return(recovered.get(), place, id)
        : new Beginning(peer, identity, place, newId());
  }

  private static String token(JsonObject said) {
    try {
      return said.text("token");
    } catch (Refusal refusal) {
      throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is no text");
    }
  }

  private String newId() {
    return awaited.isOn() ? awaited.newId() : null;
  }

  /** Null where it is not one that a client was told. */
  private static Long number(String offset) {
    try {
      return offset == null ? null : Long.valueOf(offset, Character.MAX_RADIX);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Participant participant(Session session, Place place, String recoveryId) {
    if (recoveryId != null) {
      awaited.enroll(recoveryId, session);
    }
    return new ChatParticipant(sessions, awaited, session, place, recoveryId);
  }

  /** A client that is new, or has to begin anew. */
  private final class Beginning implements Welcome {
    private final ChatPeer peer;
    private final Identity identity;
    private final Place place;
    private final String recoveryId;
    private final String sid = UUID.randomUUID().toString();

    Beginning(ChatPeer peer, Identity identity, Place place, String recoveryId) {
      this.peer = peer;
      this.identity = identity;
      this.place = place;
      this.recoveryId = recoveryId;
    }

    @Override
    public String sid() {
      return sid;
    }

    @Override
    public String recoveryId() {
      return recoveryId;
    }

    @Override
    public Participant start() {
      return participant(sessions.open(peer, identity, sid, place), place, recoveryId);
    }

    @Override
    public void withdraw() {
      place.leave();
    }
  }

  /** A client that goes on where it was. */
  private final class Return implements Welcome {
    private final Recovered recovered;
    private final Place place;
    private final String recoveryId;

    Return(Recovered recovered, Place place, String recoveryId) {
      this.recovered = recovered;
      this.place = place;
      this.recoveryId = recoveryId;
    }

    @Override
    public String sid() {
      return recovered.socketId();
    }

    @Override
    public String recoveryId() {
      return recoveryId;
    }

    @Override
    public Participant start() {
      Participant participant = participant(recovered.session(), place, recoveryId);
      recovered.start().run();
      return participant;
    }

    @Override
    public void withdraw() {
      sessions.close(recovered.session());
      place.leave();
    }
  }
}
