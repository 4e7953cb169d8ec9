package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames on their way from the event loop of a session to that of its socket: handed over once a
 * turn, all together. What is under way is bounded as what waits at the socket is. Called on the
 * session's loop; calls the wire behind it on the socket's.
 */
final class Crossing implements Wire {
  /**
   * @param hint whether it may be dropped
   */
  private record Crosser(ByteBuf frame, boolean hint) {}

  private final Executor from;
  private final Executor to;
  private final Wire beyond;
  private final OutboundBounds bounds;
  private final AtomicInteger frames = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private List<Crosser> turn = new ArrayList<>(2);
  private boolean closed;

  /**
   * @param from runs what it is given later, in order, on the session's loop
   * @param to the same, on the socket's
   */
  Crossing(Executor from, Executor to, Wire beyond, OutboundBounds bounds) {
    this.from = from;
    this.to = to;
    this.beyond = beyond;
    this.bounds = bounds;
  }

  @Override
  public void send(ByteBuf frame) {
    if (!take(frame, false, OutboundBounds.WHOLE)) {
      close(CloseCode.SLOW_READER);
    }
  }

  @Override
  public void sendHint(ByteBuf frame) {
    take(frame, true, OutboundBounds.HINT_SHARE);
  }

  private boolean take(ByteBuf frame, boolean hint, int share) {
    if (closed
        || bounds.exceededBy(frames.get() + 1L, bytes.get() + frame.readableBytes(), share)) {
      frame.release();
      return closed;
    }
    frames.incrementAndGet();
    bytes.addAndGet(frame.readableBytes());
    turn.add(new Crosser(frame, hint));
    if (turn.size() == 1) {
      from.execute(this::handOver);
    }
    return true;
  }

  private void handOver() {
    if (turn.isEmpty()) {
      return;
    }
    List<Crosser> crossing = turn;
    turn = new ArrayList<>(2);
    to.execute(() -> crossing.forEach(this::arrive));
  }

  private void arrive(Crosser crosser) {
    frames.decrementAndGet();
    bytes.addAndGet(-crosser.frame().readableBytes());
    if (crosser.hint()) {
      beyond.sendHint(crosser.frame());
    } else {
      beyond.send(crosser.frame());
    }
  }

  /** Behind all that was sent before. */
  @Override
  public void close(CloseCode code) {
    if (!closed) {
      closed = true;
      handOver();
      to.execute(() -> beyond.close(code));
    }
  }
}
