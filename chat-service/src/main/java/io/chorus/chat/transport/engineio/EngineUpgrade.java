package io.chorus.chat.transport.engineio;

import io.chorus.chat.posting.Congestion;
import io.chorus.chat.session.Newcomer;
import io.chorus.chat.transport.engineio.EngineRequest.Reading;
import io.chorus.chat.transport.engineio.EngineRequest.Transport;
import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.chorus.chat.transport.socket.Leftovers;
import io.chorus.chat.transport.socket.Ration;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketBounds;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.quarkus.websockets.next.HttpUpgradeCheck.CheckResult;
import io.quarkus.websockets.next.HttpUpgradeCheck.HttpUpgradeContext;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * From an upgrade request to a WebSocket that carries a session, or asks to. Runs on the event loop
 * of the connection.
 */
public final class EngineUpgrade {
  private static final TypedKey<Opening> OPENING = new TypedKey<>("chorus.engine-opening");

  /**
   * @param sessionId null for a handshake
   * @param newcomer who may not send without end yet
   * @param arrival null for a session that has begun
   */
  private record Opening(Socket socket, String sessionId, Newcomer newcomer, Arrival arrival) {}

  private final EngineServer server;
  private final Congestion congestion;

  public EngineUpgrade(EngineServer server, Congestion congestion) {
    this.server = server;
    this.congestion = congestion;
  }

  /** Looks at the request, while it is there. */
  public CheckResult check(HttpUpgradeContext upgrade) {
    HttpServerRequest request = upgrade.httpRequest();
    Reading reading =
        EngineRequest.read(
            request.getParam("EIO"), request.getParam("transport"), request.getParam("sid"));
    if (!(reading instanceof Reading.Accepted(EngineRequest accepted))
        || accepted.transport() != Transport.WEBSOCKET) {
      return CheckResult.rejectUpgradeSync(EngineError.HTTP_STATUS);
    }
    if (accepted.sessionId() != null) {
      Seat seat = server.find(accepted.sessionId());
      return seat == null
          ? CheckResult.rejectUpgradeSync(EngineError.HTTP_STATUS)
          : permit(upgrade, accepted.sessionId(), seat.arrival().newcomer(), null, () -> {});
    }
    if (server.isClosed()) {
      return CheckResult.rejectUpgradeSync(ErrorCode.OVERLOADED.httpStatus());
    }
    try {
      Arrival arrival = server.arrive(request);
      Newcomer newcomer = arrival.newcomer();
      return permit(upgrade, null, newcomer, arrival, newcomer::leave);
    } catch (Refusal refusal) {
      return CheckResult.rejectUpgradeSync(refusal.code().httpStatus());
    }
  }

  private CheckResult permit(
      HttpUpgradeContext upgrade,
      String sessionId,
      Newcomer newcomer,
      Arrival arrival,
      Runnable atEnd) {
    ConnectionBase connection = (ConnectionBase) upgrade.httpRequest().connection();
    Socket socket = Socket.install(connection, bounds(), congestion, atEnd);
    upgrade.userData().put(OPENING, new Opening(socket, sessionId, newcomer, arrival));
    Leftovers.letGo(upgrade.httpRequest());
    return CheckResult.permitUpgradeSync();
  }

  private SocketBounds bounds() {
    EngineSettings settings = server.settings();
    return new SocketBounds(settings.outbound(), settings.maxPayload());
  }

  /** The upgrade is done. */
  public void opened(WebSocketConnection connection) {
    Opening opening = connection.userData().remove(OPENING);
    opening.socket().open(new TokenAwaited(opening.newcomer()));
    ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
    SocketWire wire = new SocketWire(opening.socket(), context);
    if (opening.sessionId() == null) {
      wire.carry(server.begin(context, wire, opening.arrival()));
      return;
    }
    Seat seat = server.find(opening.sessionId());
    if (seat == null) {
      wire.refuse();
    } else {
      wire.offer(seat, server.settings().outbound());
    }
  }

  /** Until its token is known, a client may not send without end. */
  private record TokenAwaited(Newcomer newcomer) implements Ration {
    @Override
    public boolean isInForce() {
      return !newcomer.isKnown();
    }

    @Override
    public boolean take(int bytes) {
      return newcomer.take(bytes);
    }
  }
}
