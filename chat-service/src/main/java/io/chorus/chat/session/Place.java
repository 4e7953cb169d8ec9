package io.chorus.chat.session;

import java.util.concurrent.atomic.AtomicBoolean;

/** A connection's place among those of its user and its address. Thread-safe. */
public final class Place {
  private final UserAllowance allowance;
  private final Runnable giveBack;
  private final AtomicBoolean left = new AtomicBoolean();

  Place(UserAllowance allowance, Runnable giveBack) {
    this.allowance = allowance;
    this.giveBack = giveBack;
  }

  UserAllowance allowance() {
    return allowance;
  }

  /** Gives the place back, when the connection is gone; at the second call nothing happens. */
  public void leave() {
    if (left.compareAndSet(false, true)) {
      giveBack.run();
    }
  }
}
