package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket that carries an Engine.IO session, or would like to. What it brings comes on the
 * socket's event loop, what is sent on the session's; where they are two, both hop, within bounds.
 */
final class SocketWire implements Wire, SocketListener {
  /** Packets from the client that may be on their way to the session's loop. */
  private static final int MAX_HOPPING = 1_024;

  private final Socket socket;
  private final ContextInternal context;
  private final AtomicInteger hopping = new AtomicInteger();
  private Seat seat;
  private boolean refused;

  /** Null where both loops are one. */
  private Crossing crossing;

  SocketWire(Socket socket, ContextInternal context) {
    this.socket = socket;
    this.context = context;
  }

  /** Carries a session from its beginning; on the socket's loop, which is the session's. */
  void carry(Seat seat) {
    this.seat = seat;
    socket.listen(context, this);
  }

  /** Asks to carry a session that polls; on the socket's loop. */
  void offer(Seat seat, EngineSettings settings) {
    this.seat = seat;
    if (seat.home() != context) {
      crossing = new Crossing(seat.home(), context, socket, settings);
    }
    // First of all that hops: what the socket has brought already comes behind it.
    if (crossing != null) {
      seat.run(
          () -> {
            if (!seat.session().offered(this)) {
              close(CloseCode.NORMAL);
            }
          });
      socket.listen(context, this);
    } else if (seat.session().offered(this)) {
      socket.listen(context, this);
    } else {
      refuse();
    }
  }

  /** Closes a socket that has no session. */
  void refuse() {
    refused = true;
    socket.listen(context, this);
    socket.close(CloseCode.NORMAL);
  }

  @Override
  public void send(ByteBuf frame) {
    if (crossing == null) {
      socket.send(frame);
    } else {
      crossing.send(frame);
    }
  }

  @Override
  public void sendHint(ByteBuf frame) {
    if (crossing == null) {
      socket.sendHint(frame);
    } else {
      crossing.sendHint(frame);
    }
  }

  @Override
  public void close(CloseCode code) {
    if (crossing == null) {
      socket.close(code);
    } else {
      crossing.close(code);
    }
  }

  @Override
  public void counted(int bytes) {
    if (refused) {
      socket.close(CloseCode.NORMAL);
    } else if (hopping.get() >= MAX_HOPPING) {
      socket.close(CloseCode.FLOODING);
    }
  }

  @Override
  public void text(String message) {
    try {
      hop(Packet.read(message));
    } catch (MalformedPacket e) {
      run(() -> seat.session().malformed(this));
    }
  }

  @Override
  public void binary(ByteBuf message) {
    hop(new Packet.Binary(ByteBufUtil.getBytes(message)));
  }

  private void hop(Packet packet) {
    hopping.incrementAndGet();
    run(
        () -> {
          hopping.decrementAndGet();
          seat.session().received(packet, this);
        });
  }

  /** The protocol has its own; these are answered below. */
  @Override
  public void pinged() {}

  @Override
  public void ponged(ByteBuf payload) {}

  @Override
  public void closing(CloseCode why) {
    if (!refused) {
      run(() -> seat.session().lost(this, why));
    }
  }

  private void run(Runnable action) {
    if (crossing == null) {
      action.run();
    } else {
      seat.run(action);
    }
  }
}
