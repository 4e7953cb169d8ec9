package io.chorus.chat.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateHandler;

/**
 * Writes encoded frames to one socket, below the WebSocket API: there a text would be encoded again
 * for every recipient, and nothing would bound what waits for a client that does not read. Belongs
 * to the channel's event loop.
 */
final class SocketWriter {
  /** What became of a frame. */
  enum Outcome {
    ACCEPTED,
    /** Too much waits already; the frame was not taken. */
    FULL,
    CLOSED
  }

  private final Channel channel;
  private final Flushes flushes;
  private final int maxFrames;
  private final int maxBytes;
  private int unflushed;

  SocketWriter(Channel channel, int maxFrames, int maxBytes) {
    this.channel = channel;
    this.flushes = Flushes.of(channel.eventLoop());
    this.maxFrames = maxFrames;
    this.maxBytes = maxBytes;
    letBeIdle(channel);
  }

  /**
   * Takes HTTP's timeout for idle connections away. It watches every write with a promise of its
   * own, and a session knows by itself when its client has gone.
   */
  private static void letBeIdle(Channel channel) {
    if (channel.pipeline().get(IdleStateHandler.class) != null) {
      channel.pipeline().remove(IdleStateHandler.class);
    }
  }

  /**
   * Takes a frame, or not.
   *
   * @param frame owned by this call, whatever becomes of it
   * @param share of the bounds that may be taken, in percent
   */
  Outcome write(ByteBuf frame, int share) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || !channel.isActive()) {
      frame.release();
      return Outcome.CLOSED;
    }
    if (exceeds(waiting.size() + unflushed, maxFrames, share)
        || exceeds(waiting.totalPendingWriteBytes() + frame.readableBytes(), maxBytes, share)) {
      frame.release();
      return Outcome.FULL;
    }
    channel.write(frame, channel.voidPromise());
    if (unflushed++ == 0) {
      flushes.add(this);
    }
    return Outcome.ACCEPTED;
  }

  private static boolean exceeds(long waiting, int bound, int share) {
    return waiting * 100 > (long) bound * share;
  }

  void flush() {
    unflushed = 0;
    channel.flush();
  }

  /**
   * Ends the connection without a word: for a client that does not read, a close frame would wait
   * with the rest. Below the pipeline, whose own way to close begins by waiting for that frame.
   */
  void abort() {
    channel.unsafe().close(channel.voidPromise());
  }
}
