package io.chorus.chat.transport.engineio;

import io.chorus.chat.transport.engineio.EngineRequest.Reading;
import io.chorus.chat.transport.engineio.EngineRequest.Transport;
import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketBounds;
import io.chorus.model.error.ErrorCode;
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

  private record Opening(Socket socket, String sessionId, FirstRequest firstRequest) {}

  private final EngineServer server;

  public EngineUpgrade(EngineServer server) {
    this.server = server;
  }

  /** Looks at the request, while it is there. */
  public CheckResult check(HttpUpgradeContext upgrade) {
    HttpServerRequest request = upgrade.httpRequest();
    Reading reading =
        EngineRequest.read(
            request.getParam("EIO"), request.getParam("transport"), request.getParam("sid"));
    if (!(reading instanceof Reading.Accepted(EngineRequest accepted))
        || accepted.transport() != Transport.WEBSOCKET
        || accepted.sessionId() != null && server.find(accepted.sessionId()) == null) {
      return CheckResult.rejectUpgradeSync(EngineError.HTTP_STATUS);
    }
    if (server.isClosed()) {
      return CheckResult.rejectUpgradeSync(ErrorCode.OVERLOADED.httpStatus());
    }
    Socket socket = Socket.install((ConnectionBase) request.connection(), bounds(), () -> {});
    upgrade
        .userData()
        .put(OPENING, new Opening(socket, accepted.sessionId(), FirstRequest.of(request)));
    return CheckResult.permitUpgradeSync();
  }

  private SocketBounds bounds() {
    EngineSettings settings = server.settings();
    return new SocketBounds(
        settings.outboundFrames(), settings.outboundBytes(), settings.maxPayload());
  }

  /** The upgrade is done. */
  public void opened(WebSocketConnection connection) {
    Opening opening = connection.userData().remove(OPENING);
    opening.socket().open();
    ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
    SocketWire wire = new SocketWire(opening.socket(), context);
    if (opening.sessionId() == null) {
      wire.carry(server.begin(context, wire, opening.firstRequest()));
      return;
    }
    Seat seat = server.find(opening.sessionId());
    if (seat == null) {
      wire.refuse();
    } else {
      wire.offer(seat, server.settings());
    }
  }
}
