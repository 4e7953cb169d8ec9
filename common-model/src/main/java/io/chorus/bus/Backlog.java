package io.chorus.bus;

/**
 * How much waits for Redis, or for its answer: in number, by whoever asked, and in bytes. Belongs
 * to the context of its {@link Commands}.
 */
final class Backlog {
  private final BusSettings settings;
  private final BusMetrics metrics;
  private int calls;
  private long bytes;

  Backlog(BusSettings settings, BusMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Takes one more in; null, or why it cannot be taken, which is counted. */
  String admit(long more) {
    if (calls >= settings.maxWaiting()) {
      metrics.fullInNumber();
      return "too many commands are waiting for Redis";
    }
    if (bytes > 0 && bytes + more > settings.maxWaitingBytes()) {
      metrics.fullInBytes();
      return "too much is waiting for Redis";
    }
    calls++;
    bytes += more;
    return null;
  }

  /** What is answered, or given up, waits no more. */
  void release(Pending pending) {
    calls -= pending.calls();
    bytes -= pending.bytes();
  }
}
