package io.chorus.chat.transport.engineio;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets that wait for the next poll, within the bounds of what may wait at a socket. Belongs to
 * the session's thread.
 */
final class Waiting {
  /** Share of the bounds, in percent, that is open to what may be dropped. */
  static final int HINT_SHARE = 50;

  static final int WHOLE = 100;

  private final EngineSettings bounds;
  private List<ByteBuf> frames = new ArrayList<>(2);
  private long bytes;

  Waiting(EngineSettings bounds) {
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
    if (exceeds(frames.size() + 1, bounds.outboundFrames(), share)
        || exceeds(bytes + frame.readableBytes(), bounds.outboundBytes(), share)) {
      frame.release();
      return false;
    }
    bytes += frame.readableBytes();
    return frames.add(frame);
  }

  static boolean exceeds(long waiting, int bound, int share) {
    return waiting * WHOLE > (long) bound * share;
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
