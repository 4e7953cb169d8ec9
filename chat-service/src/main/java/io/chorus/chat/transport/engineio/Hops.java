package io.chorus.chat.transport.engineio;

/**
 * What a client has sent that is on its way to the event loop of its session, within bounds: a
 * frame and the packet in it each for itself. More than a client may send at once in any case (see
 * {@code frames-per-second} and {@code bytes-per-second}), so that only a loop that stands still
 * lets them fill. Thread-safe.
 */
final class Hops {
  private static final int MAX = 1_024;
  private static final int MAX_BYTES = 8 << 20;

  private int count;
  private int bytes;

  /** Counts something that sets out; false where there is too much already. */
  synchronized boolean begin(int length) {
    if (count == MAX || bytes + length > MAX_BYTES) {
      return false;
    }
    count++;
    bytes += length;
    return true;
  }

  /** Counts something that has arrived. */
  synchronized void end(int length) {
    count--;
    bytes -= length;
  }
}
