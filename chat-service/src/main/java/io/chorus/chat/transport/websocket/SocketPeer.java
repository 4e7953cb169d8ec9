package io.chorus.chat.transport.websocket;

import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.session.CloseCode;
import io.chorus.chat.session.Peer;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.netty.buffer.ByteBuf;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** A client at a native WebSocket. */
final class SocketPeer implements Peer {
  private static final Logger LOG = Logger.getLogger(SocketPeer.class);

  /** Share of the bounds, in percent, that is open to what may be dropped. */
  private static final int HINT_SHARE = 50;

  private static final int WHOLE = 100;

  /**
   * A client that reads again within this time gets what waits, and the close frame behind it; one
   * that does not would never answer it.
   */
  private static final long CLOSE_MILLIS = 10_000;

  private final Context context;
  private final WebSocketConnection connection;
  private final SocketWriter writer;
  private boolean closing;

  SocketPeer(Context context, WebSocketConnection connection, SocketWriter writer) {
    this.context = context;
    this.connection = connection;
    this.writer = writer;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public void send(Event event, Object data) {
    sendText(Frame.of(event, data));
  }

  void sendText(String frame) {
    write(TextFraming.INSTANCE.encode(frame.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void deliver(Delivery delivery) {
    if (closing) {
      return;
    }
    ByteBuf frame = delivery.encoded(TextFraming.INSTANCE).retainedDuplicate();
    if (delivery.kind() == Delivery.Kind.HINT) {
      writer.write(frame, HINT_SHARE);
    } else {
      write(frame);
    }
  }

  private void write(ByteBuf frame) {
    if (closing) {
      frame.release();
      return;
    }
    switch (writer.write(frame, WHOLE)) {
      // Gone: its session ends when the transport hears of it.
      case ACCEPTED, CLOSED -> {}
      case FULL -> close(CloseCode.SLOW_READER);
    }
  }

  @Override
  public void ping() {
    connection
        .sendPing(Buffer.buffer())
        .subscribe()
        .with(ignored -> {}, e -> LOG.debugf("no ping: %s", e));
  }

  @Override
  public void close(CloseCode code) {
    if (closing) {
      return;
    }
    closing = true;
    connection
        .close(new CloseReason(code.code(), code.reason()))
        .subscribe()
        .with(ignored -> {}, e -> LOG.debugf("not closed in order: %s", e));
    context.owner().setTimer(CLOSE_MILLIS, ignored -> writer.abort());
  }
}
