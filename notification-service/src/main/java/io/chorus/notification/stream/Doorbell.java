package io.chorus.notification.stream;

import io.chorus.notification.fanout.Listener;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;

/**
 * Wakes the one who waits. Rings are not counted: any number that nobody has heard are one.
 * Thread-safe.
 */
final class Doorbell implements Listener {
  private boolean rung;
  private UniEmitter<? super Boolean> waiting;

  /** Wakes who waits, on the caller's thread, or whoever waits next. */
  void ring() {
    UniEmitter<? super Boolean> woken;
    synchronized (this) {
      woken = waiting;
      waiting = null;
      rung = true;
    }
    if (woken != null) {
      woken.complete(true);
    }
  }

  @Override
  public void inboxMayHaveGrown() {
    ring();
  }

  /**
   * Waits for a ring; one call at a time.
   *
   * @return whether there was one in time. One that comes when time is up, or just then, is heard
   *     by who waits next.
   */
  Uni<Boolean> await(Duration atMost) {
    return Uni.createFrom()
        .<Boolean>emitter(this::enter)
        .ifNoItem()
        .after(atMost)
        .recoverWithItem(false)
        .invoke(this::heard);
  }

  private synchronized void heard(boolean ring) {
    if (ring) {
      rung = false;
    }
  }

  private void enter(UniEmitter<? super Boolean> emitter) {
    synchronized (this) {
      if (!rung) {
        waiting = emitter;
        return;
      }
    }
    emitter.complete(true);
  }
}
