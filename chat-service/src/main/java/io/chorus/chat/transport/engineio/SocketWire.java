package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.EngineServer.Seat;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.chorus.chat.transport.socket.Socket;
import io.chorus.chat.transport.socket.SocketListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.impl.ContextInternal;

/**
 * A WebSocket that carries an Engine.IO session, or would like to. What it brings comes on the
 * socket's event loop, what is sent on the session's; where they are two, both hop, within bounds.
 */
final class SocketWire implements Wire, SocketListener {
  private final Socket socket;
  private final ContextInternal context;
  private final Hops hops = new Hops();
  private Seat seat;
  private Wire way;
  private boolean apart;
  private boolean refused;

  SocketWire(Socket socket, ContextInternal context) {
    this.socket = socket;
    this.context = context;
    this.way = new Direct(socket);
  }

  /** Carries a session from its beginning; on the socket's loop, which is the session's. */
  void carry(Seat seat) {
    this.seat = seat;
    socket.listen(context, this);
  }

  /** Asks to carry a session that polls; on the socket's loop. */
  void offer(Seat seat, OutboundBounds bounds) {
    this.seat = seat;
    if (seat.home() == context) {
      if (seat.session().offered(this)) {
        socket.listen(context, this);
      } else {
        refuse();
      }
      return;
    }
    apart = true;
    way =
        new Crossing(
            seat::run, action -> context.runOnContext(ignored -> action.run()), way, bounds);
    // First of all that hops: what the socket has brought already comes behind it.
    seat.run(
        () -> {
          if (!seat.session().offered(this)) {
            close(CloseCode.NORMAL);
          }
        });
    socket.listen(context, this);
  }

  /** Closes a socket that has no session. */
  void refuse() {
    refused = true;
    socket.listen(context, this);
    socket.close(CloseCode.NORMAL);
  }

  @Override
  public void send(ByteBuf frame) {
    way.send(frame);
  }

  @Override
  public void sendHint(ByteBuf frame) {
    way.sendHint(frame);
  }

  @Override
  public void close(CloseCode code) {
    way.close(code);
  }

  @Override
  public void counted(int bytes) {
    if (refused) {
      socket.close(CloseCode.NORMAL);
    } else {
      hop(bytes, () -> seat.session().counted(bytes));
    }
  }

  @Override
  public void text(String message) {
    try {
      take(Packet.read(message));
    } catch (MalformedPacket e) {
      run(() -> seat.session().malformed(this));
    }
  }

  @Override
  public void binary(ByteBuf message) {
    take(new Packet.Binary(ByteBufUtil.getBytes(message)));
  }

  private void take(Packet packet) {
    hop(packet.length(), () -> seat.session().received(packet, this));
  }

  private void hop(int bytes, Runnable action) {
    if (!hops.begin(bytes)) {
      socket.close(CloseCode.FLOODING);
      return;
    }
    run(
        () -> {
          hops.end(bytes);
          action.run();
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
    if (apart) {
      seat.run(action);
    } else {
      action.run();
    }
  }

  /** Where the socket's loop is the session's. */
  private record Direct(Socket socket) implements Wire {
    @Override
    public void send(ByteBuf frame) {
      socket.send(frame);
    }

    @Override
    public void sendHint(ByteBuf frame) {
      socket.sendHint(frame);
    }

    @Override
    public void close(CloseCode code) {
      socket.close(code);
    }
  }
}
