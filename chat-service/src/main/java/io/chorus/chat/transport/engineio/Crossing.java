package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.socket.Socket;
import io.netty.buffer.ByteBuf;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames on their way from the event loop of a session to that of its socket: handed over once a
 * turn, all together. What is under way is bounded as what waits at the socket is. Called on the
 * session's loop.
 */
final class Crossing {
  /** Share of the bounds, in percent, that is open to what may be dropped. */
  private static final int HINT_SHARE = 50;

  private static final int WHOLE = 100;

  private record Crosser(ByteBuf frame, boolean hint) {}

  private final ContextInternal from;
  private final ContextInternal to;
  private final Socket socket;
  private final EngineSettings bounds;
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private List<Crosser> turn = new ArrayList<>(2);
  private boolean closed;

  Crossing(ContextInternal from, ContextInternal to, Socket socket, EngineSettings bounds) {
    this.from = from;
    this.to = to;
    this.socket = socket;
    this.bounds = bounds;
  }

  void send(ByteBuf frame) {
    if (!take(frame, false, WHOLE)) {
      close(CloseCode.SLOW_READER);
    }
  }

  void sendHint(ByteBuf frame) {
    take(frame, true, HINT_SHARE);
  }

  private boolean take(ByteBuf frame, boolean hint, int share) {
    if (closed
        || (frames.get() + 1L) * WHOLE > (long) bounds.outboundFrames() * share
        || (bytes.get() + frame.readableBytes()) * WHOLE > (long) bounds.outboundBytes() * share) {
      frame.release();
      return closed;
    }
    frames.incrementAndGet();
    bytes.addAndGet(frame.readableBytes());
    turn.add(new Crosser(frame, hint));
    if (turn.size() == 1) {
      from.runOnContext(ignored -> handOver());
    }
    return true;
  }

  private void handOver() {
    if (turn.isEmpty()) {
      return;
    }
    List<Crosser> crossing = turn;
    turn = new ArrayList<>(2);
    to.runOnContext(ignored -> crossing.forEach(this::arrive));
  }

  private void arrive(Crosser crosser) {
    frames.decrementAndGet();
    bytes.addAndGet(-crosser.frame().readableBytes());
    if (crosser.hint()) {
      socket.sendHint(crosser.frame());
    } else {
      socket.send(crosser.frame());
    }
  }

  /** Behind all that was sent before. */
  void close(CloseCode code) {
    if (!closed) {
      closed = true;
      handOver();
      to.runOnContext(ignored -> socket.close(code));
    }
  }
}
