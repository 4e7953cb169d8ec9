package io.chorus.chat.transport.websocket;

import io.chorus.chat.session.Session;
import io.chorus.chat.session.Sessions;
import io.chorus.chat.transport.socket.Socket;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * The native WebSocket endpoint: the beginning and the end of a connection; what is between them
 * passes below (see {@link Socket}). Both run on the connection's event loop.
 */
@Authenticated
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class ChatSocket {
  private static final TypedKey<Session> SESSION = new TypedKey<>("chorus.session");

  private final Sessions sessions;

  ChatSocket(Sessions sessions) {
    this.sessions = sessions;
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection connection) {
    Socket socket = connection.userData().remove(Handshake.SOCKET);
    socket.open();
    // The root of this callback's own context: one object for each event loop.
    ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
    SocketPeer peer = new SocketPeer(context, socket);
    Session session =
        sessions.open(
            peer,
            connection.userData().remove(Handshake.IDENTITY),
            connection.id(),
            connection.userData().remove(Handshake.PLACE));
    connection.userData().put(SESSION, session);
    peer.listen(session);
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    Session session = connection.userData().remove(SESSION);
    if (session != null) {
      sessions.close(session);
    }
  }
}
