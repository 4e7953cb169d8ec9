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
    int perSecond = limits.userMessagesPerSecond();
    long bytes = limits.userFanOutBytesPerSecond();
    this.messages = new RateLimit(perSecond, (double) MESSAGE_BURST * perSecond, nowNanos);
    int readings = limits.userReadingsPerSecond();
    this.readings = new RateLimit(readings, (double) MESSAGE_BURST * readings, nowNanos);
    int joins = limits.userJoinsPerSecond();
    this.joins = new RateLimit(joins, (double) JOIN_BURST * joins, nowNanos);
    this.fanOut = new RateLimit(bytes, (double) FAN_OUT_BURST * bytes, nowNanos);
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
