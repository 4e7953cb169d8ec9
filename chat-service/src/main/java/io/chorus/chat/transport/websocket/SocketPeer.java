package io.chorus.chat.transport.websocket;

import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Peer;
import io.chorus.chat.session.Session;
import io.chorus.chat.transport.socket.Frames;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketListener;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client at a native WebSocket: its frames are requests, events are frames to it. Belongs to the
 * connection's event loop.
 */
final class SocketPeer implements Peer, SocketListener {
  private final ContextInternal context;
  private final Socket socket;
  private Session session;

  /** What the last ping bore; whoever can say it has read it. */
  private long pinged;

  SocketPeer(ContextInternal context, Socket socket) {
    this.context = context;
    this.socket = socket;
  }

  /** Takes requests for a session from now on. */
  void listen(Session session) {
    this.session = session;
    socket.listen(context, this);
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public void greet(Object data, long after) {
    send(Event.AUTHENTICATED, data);
  }

  @Override
  public void send(Event event, Object data) {
    sendText(Frame.of(event, data));
  }

  @Override
  public void reply(String id, String data) {
    sendText("{\"event\":\"reply\",\"id\":" + id + ",\"data\":" + data + "}");
  }

  private void sendText(String frame) {
    socket.send(Frames.text(frame.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void deliver(Delivery delivery) {
    if (!socket.isOpen()) {
      return;
    }
    ByteBuf frame = delivery.encoded(TextFraming.INSTANCE).retainedDuplicate();
    if (delivery.kind() == Delivery.Kind.HINT) {
      socket.sendHint(frame);
    } else {
      socket.send(frame);
    }
  }

  @Override
  public void ping() {
    pinged = ThreadLocalRandom.current().nextLong();
    socket.ping(pinged);
  }

  @Override
  public void close(CloseCode code) {
    socket.close(code);
  }

  @Override
  public void counted(int bytes) {
    session.count(bytes);
  }

  @Override
  public void text(String message) {
    session.heard();
    RequestFrame.handOver(message, session);
  }

  @Override
  public void binary(ByteBuf message) {
    session.heard();
    session.refuse("frames are text", null, null);
  }

  @Override
  public void pinged() {
    session.stirred();
  }

  @Override
  public void ponged(ByteBuf payload) {
    if (payload.readableBytes() == Long.BYTES && payload.readLong() == pinged) {
      session.heard();
    } else {
      session.stirred();
    }
  }

  @Override
  public void closing(CloseCode why) {
    session.closing(why);
  }
}
