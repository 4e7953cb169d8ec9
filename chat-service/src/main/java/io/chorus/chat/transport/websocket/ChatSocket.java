package io.chorus.chat.transport.websocket;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Session;
import io.chorus.chat.session.Sessions;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import io.netty.channel.Channel;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import org.jboss.logging.Logger;

/**
 * The native WebSocket endpoint. Every callback runs on the connection's event loop, in the order
 * of the frames; sessions keep their own order from there, with a bound, hence the concurrent mode.
 */
@Authenticated
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class ChatSocket {
  private static final Logger LOG = Logger.getLogger(ChatSocket.class);

  private static final TypedKey<Open> OPEN = new TypedKey<>("chorus.open");

  private record Open(SocketPeer peer, Session session) {}

  private final Sessions sessions;
  private final ChatConfig.Session limits;

  ChatSocket(Sessions sessions, ChatConfig config) {
    this.sessions = sessions;
    this.limits = config.session();
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection connection) {
    Channel channel = connection.userData().remove(Handshake.CHANNEL);
    // The root of this callback's own context: one object for each event loop.
    ContextInternal context = ((ContextInternal) Vertx.currentContext()).unwrap();
    SocketPeer peer =
        new SocketPeer(
            context,
            connection,
            new SocketWriter(channel, limits.outboundFrames(), limits.outboundBytes()));
    Session session =
        sessions.open(peer, connection.userData().remove(Handshake.IDENTITY), connection.id());
    connection.userData().put(OPEN, new Open(peer, session));
  }

  @OnTextMessage
  @NonBlocking
  void received(String frame, WebSocketConnection connection) {
    Open open = connection.userData().get(OPEN);
    if (open == null || !open.session.admit()) {
      return;
    }
    FrameReply reply = FrameReply.toNobody(open.peer);
    try {
      JsonObject request = JsonObject.read(frame);
      reply = FrameReply.to(open.peer, request);
      handle(open.session, request, reply);
    } catch (Refusal refusal) {
      open.session.refuse(refusal.getMessage(), reply);
    }
  }

  private static void handle(Session session, JsonObject request, FrameReply reply) {
    String event = request.text("event");
    if (event == null) {
      throw Refusal.invalid("the frame has no event");
    }
    request.integer("id");
    JsonObject data = request.object("data");
    session.handle(event, data == null ? JsonObject.EMPTY : data, reply);
  }

  @OnBinaryMessage
  @NonBlocking
  void received(Buffer frame, WebSocketConnection connection) {
    Open open = connection.userData().get(OPEN);
    if (open != null && open.session.admit()) {
      open.session.refuse("frames are text", FrameReply.toNobody(open.peer));
    }
  }

  @OnPingMessage
  @NonBlocking
  void pinged(Buffer data, WebSocketConnection connection) {
    heard(connection);
  }

  @OnPongMessage
  @NonBlocking
  void ponged(Buffer data, WebSocketConnection connection) {
    heard(connection);
  }

  private static void heard(WebSocketConnection connection) {
    Open open = connection.userData().get(OPEN);
    if (open != null) {
      open.session.heard();
    }
  }

  @OnError
  @NonBlocking
  void failed(Throwable cause, WebSocketConnection connection) {
    Open open = connection.userData().get(OPEN);
    if (open != null && isOversized(cause)) {
      open.peer.close(CloseCode.MESSAGE_TOO_BIG);
    } else {
      LOG.debugf(cause, "connection %s", connection.id());
    }
  }

  /**
   * A single frame over the limit is closed with 1009 by the decoder; fragments that add up to too
   * much end here.
   */
  private static boolean isOversized(Throwable cause) {
    return cause instanceof IllegalStateException
        && cause.getMessage() != null
        && cause.getMessage().contains("max message size");
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection connection) {
    Open open = connection.userData().remove(OPEN);
    if (open != null) {
      sessions.close(open.session);
    }
  }
}
