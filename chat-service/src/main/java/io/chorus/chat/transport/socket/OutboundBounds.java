package io.chorus.chat.transport.socket;

import io.chorus.chat.ChatConfig;
import java.util.function.BooleanSupplier;

/**
 * What may wait to be written to one client.
 *
 * @param frames that wait
 * @param bytes that wait
 * @param memoryIsScarce whether what waits for all clients takes too much, as {@link
 *     OutboundMemory#isScarce}: then nothing should wait for long
 */
public record OutboundBounds(int frames, int bytes, BooleanSupplier memoryIsScarce) {
  /** The share of what may not be dropped, in percent. */
  public static final int WHOLE = 100;

  /** The share of what may be dropped, in percent. */
  public static final int HINT_SHARE = 50;

  public static OutboundBounds of(ChatConfig.Session limits, OutboundMemory memory) {
    return new OutboundBounds(limits.outboundFrames(), limits.outboundBytes(), memory::isScarce);
  }

  /** Whether so much goes beyond a share of the bounds. */
  public boolean exceededBy(long frames, long bytes, int share) {
    return frames * WHOLE > (long) this.frames * share || bytes * WHOLE > (long) this.bytes * share;
  }
}
