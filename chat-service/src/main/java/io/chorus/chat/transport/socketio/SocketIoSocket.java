package io.chorus.chat.transport.socketio;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The WebSocket of Socket.IO. Runs on the connection's event loop. No token is asked for here: it
 * comes with a packet.
 */
@WebSocket(path = SocketIo.PATH, inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class SocketIoSocket {
  private final SocketIo socketIo;

  SocketIoSocket(SocketIo socketIo) {
    this.socketIo = socketIo;
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection connection) {
    socketIo.upgrade().opened(connection);
  }

  /** Looks at the request first. */
  @Singleton
  static class Check implements HttpUpgradeCheck {
    private final SocketIo socketIo;

    Check(SocketIo socketIo) {
      this.socketIo = socketIo;
    }

    @Override
    public boolean appliesTo(String endpointId) {
      return SocketIoSocket.class.getName().equals(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
      return Uni.createFrom().item(socketIo.upgrade().check(context));
    }
  }
}
