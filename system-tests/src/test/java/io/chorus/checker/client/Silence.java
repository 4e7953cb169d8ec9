package io.chorus.checker.client;

/** The longest time without live delivery to one client, from a moment on. */
final class Silence {
  private long last = System.nanoTime();
  private long longest;

  /** Forgets what was; the silence counts from that moment, in {@link System#nanoTime}. */
  void from(long moment) {
    last = Math.max(last, moment);
    longest = 0;
  }

  void delivered() {
    long now = System.nanoTime();
    longest = Math.max(longest, now - last);
    last = now;
  }

  /** Whether something was delivered after that moment. */
  boolean endedAfter(long moment) {
    return last > moment;
  }

  long longestNanos() {
    return Math.max(longest, System.nanoTime() - last);
  }
}
