package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandler;
import java.util.Map;

/**
 * Writes encoded frames to one socket, below the WebSocket API: there a text would be encoded again
 * for every recipient, and nothing would bound what waits for a client that does not read. Belongs
 * to the channel's event loop.
 */
final class SocketWriter implements Flushes.Target {
  /** What became of a frame. */
  enum Outcome {
    ACCEPTED,
    /** Too much waits already; the frame was not taken. */
    FULL,
    CLOSED
  }

  private final ChannelHandlerContext below;
  private final boolean isFree;
  private final OutboundBounds bounds;
  private final Flushes flushes;
  private int unflushed;

  /**
   * @param below where encoded frames enter the pipeline: nothing between there and the network
   *     would encode them again
   */
  SocketWriter(ChannelHandlerContext below, OutboundBounds bounds, Flushes flushes) {
    this.below = below;
    this.isFree = isFree(below);
    this.bounds = bounds;
    this.flushes = flushes;
  }

  /** Whether nothing on the way to the network, such as TLS, would do anything with a frame. */
  private static boolean isFree(ChannelHandlerContext below) {
    for (Map.Entry<String, ChannelHandler> handler : below.pipeline()) {
      if (handler.getValue() == below.handler()) {
        return true;
      }
      if (handler.getValue() instanceof ChannelOutboundHandler) {
        return false;
      }
    }
    return false;
  }

  /**
   * Takes a frame, or not.
   *
   * @param frame owned by this call, whatever becomes of it
   * @param share of the bounds that may be taken, in percent
   */
  Outcome write(ByteBuf frame, int share) {
    ChannelOutboundBuffer waiting = below.channel().unsafe().outboundBuffer();
    if (waiting == null || !below.channel().isActive()) {
      frame.release();
      return Outcome.CLOSED;
    }
    if (bounds.exceededBy(
            waiting.size() + unflushed,
            waiting.totalPendingWriteBytes() + frame.readableBytes(),
            share)
        || isBehind(waiting) && bounds.memoryIsScarce().getAsBoolean()) {
      frame.release();
      return Outcome.FULL;
    }
    if (isFree) {
      // Where the pipeline ends in any case: to walk there took a tenth of what a delivery costs.
      below.channel().unsafe().write(frame, below.voidPromise());
    } else {
      below.write(frame, below.voidPromise());
    }
    flushSoon();
    return Outcome.ACCEPTED;
  }

  /**
   * Takes the last frame, beyond all bounds.
   *
   * @return completes when the network has taken it
   */
  ChannelFuture writeLast(ByteBuf frame) {
    ChannelFuture written = below.write(frame);
    flushSoon();
    return written;
  }

  private void flushSoon() {
    if (unflushed++ == 0) {
      flushes.add(this);
    }
  }

  /** Whether the network did not take all that was flushed before, as its client does not. */
  private static boolean isBehind(ChannelOutboundBuffer waiting) {
    return !waiting.isEmpty();
  }

  @Override
  public void flush() {
    unflushed = 0;
    if (isFree) {
      below.channel().unsafe().flush();
    } else {
      below.flush();
    }
  }
}
