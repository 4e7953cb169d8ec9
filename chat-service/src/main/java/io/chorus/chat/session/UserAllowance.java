package io.chorus.chat.session;

import io.chorus.chat.ChatConfig;

/**
 * What one user may do on this instance, over all connections together. Thread-safe; never blocks
 * for long: a few additions under a lock.
 */
final class UserAllowance {
  private static final int MESSAGE_BURST = 2;
  private static final int FAN_OUT_BURST = 4;
  private static final int JOIN_BURST = 25;

  private final RateLimit messages;
  private final RateLimit readings;
  private final RateLimit joins;
  private final RateLimit fanOut;

  /** Touched under the lock of {@link Admission}'s map alone. */
  private int connections;

  UserAllowance(ChatConfig.Session limits, long nowNanos) {
    this.messages = RateLimit.of(limits.userMessagesPerSecond(), MESSAGE_BURST, nowNanos);
    this.readings = RateLimit.of(limits.userReadingsPerSecond(), MESSAGE_BURST, nowNanos);
    this.joins = RateLimit.of(limits.userJoinsPerSecond(), JOIN_BURST, nowNanos);
    this.fanOut = RateLimit.of(limits.userFanOutBytesPerSecond(), FAN_OUT_BURST, nowNanos);
  }

  int connections() {
    return connections;
  }

  void add(int more) {
    connections += more;
  }

  /** Takes one message, if there is one left. */
  synchronized boolean trySend(long nowNanos) {
    return messages.tryAcquire(1, nowNanos);
  }

  /** Takes one move of a read marker, if there is one left. */
  synchronized boolean tryRead(long nowNanos) {
    return readings.tryAcquire(1, nowNanos);
  }

  /** Takes one join, if there is one left. */
  synchronized boolean tryJoin(long nowNanos) {
    return joins.tryAcquire(1, nowNanos);
  }

  /**
   * Whether something may be sent to a room. However large it is, as the room may be larger than
   * any allowance; the next one waits until it is paid for.
   */
  synchronized boolean mayFanOut(long nowNanos) {
    return fanOut.isOpen(nowNanos);
  }

  /**
   * @param bytes for each of those who get it, together
   */
  synchronized void fannedOut(long bytes, long nowNanos) {
    fanOut.take(bytes, nowNanos);
  }

  /** Whether nothing was taken lately. */
  synchronized boolean isRested(long nowNanos) {
    return messages.isFull(nowNanos)
        && readings.isFull(nowNanos)
        && joins.isFull(nowNanos)
        && fanOut.isFull(nowNanos);
  }
}
