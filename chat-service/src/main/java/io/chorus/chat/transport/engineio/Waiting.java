package io.chorus.chat.transport.engineio;

import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets that wait for the next poll, within the bounds of what may wait at a socket. Belongs to
 * the session's thread.
 */
final class Waiting {
  /**
   * The share that is left while memory is scarce, in percent: between two polls something waits
   * for everybody.
   */
  private static final int SCARCE_SHARE = 2;

  private final OutboundBounds bounds;
  private List<ByteBuf> frames = new ArrayList<>(2);
  private long bytes;

  Waiting(OutboundBounds bounds) {
    this.bounds = bounds;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /**
   * Takes a frame; false where too much waits already.
   *
   * @param frame owned by this call
   * @param share of the bounds that may be taken, in percent
   */
  boolean add(ByteBuf frame, int share) {
    if (isExceededBy(frame, share)) {
      frame.release();
      return false;
    }
    bytes += frame.readableBytes();
    return frames.add(frame);
  }

  private boolean isExceededBy(ByteBuf frame, int share) {
    int packets = frames.size() + 1;
    long length = bytes + frame.readableBytes();
    return bounds.exceededBy(packets, length, share)
        || bounds.exceededBy(packets, length, SCARCE_SHARE)
            && bounds.memoryIsScarce().getAsBoolean();
  }

  /** All of them, in order; owned by the caller. */
  List<ByteBuf> takeAll() {
    List<ByteBuf> taken = frames;
    frames = new ArrayList<>(2);
    bytes = 0;
    return taken;
  }

  void drop() {
    takeAll().forEach(ByteBuf::release);
  }
}
