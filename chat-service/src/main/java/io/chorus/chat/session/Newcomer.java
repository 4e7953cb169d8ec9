package io.chorus.chat.session;

import io.chorus.model.error.Refusal;

/**
 * A client for as long as it has not shown a token, and what it may send until it does.
 * Thread-safe: its bytes come on the loop of its connection, its token is judged on that of its
 * session.
 */
public final class Newcomer {
  private final Newcomers all;
  private final String address;
  private int bytesLeft;
  private boolean counted;
  private boolean known;

  Newcomer(Newcomers all, String address, int bytes) {
    this.all = all;
    this.address = address;
    this.bytesLeft = bytes;
  }

  /**
   * Counts it: as it comes, or as it gives up what its token stood for.
   *
   * @throws Refusal as {@link Newcomers#enter}
   */
  public synchronized void enter() {
    if (!counted) {
      all.count(address);
      counted = true;
    }
  }

  /** It has shown a token, or is gone; at the second call nothing happens. */
  public synchronized void leave() {
    known = true;
    if (counted) {
      counted = false;
      all.discount(address);
    }
  }

  /** Whether it has shown a token at any time, or is gone: its bytes count no more. */
  public synchronized boolean isKnown() {
    return known;
  }

  /** Takes bytes that it sends; false where they are too many. */
  public synchronized boolean take(int bytes) {
    if (known) {
      return true;
    }
    boolean exceeds = bytesLeft >= 0 && bytes > bytesLeft;
    bytesLeft = Math.max(-1, bytesLeft - bytes);
    if (exceeds) {
      all.exceeded();
    }
    return bytesLeft >= 0;
  }

  /** How many bytes it may still send at once, of so many. */
  public synchronized int mayTake(int bytes) {
    return known ? bytes : Math.clamp(bytesLeft, 0, bytes);
  }
}
