package io.chorus.chat.transport.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Those who wait at one event loop to have their handshake looked at. A few milliseconds of each
 * turn go to them: thousands that come at once would else keep everything else on the loop waiting,
 * for seconds where nothing is compiled yet, and the bus would take its connections for dead.
 * Belongs to that loop.
 */
final class HandshakeLine implements Runnable {
  /** Of one turn, and by how much less than a whole handshake it may be exceeded. */
  private static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Long enough for the loop to look at what else has come. */
  private static final long PAUSE_MILLIS = 1;

  /** Somebody who has come. */
  interface Arrival {
    void admit();

    /** There is no place in the line. */
    void sendAway();
  }

  private final ScheduledExecutorService loop;
  private final int places;
  private final LongSupplier nanoTime;
  private final Deque<Arrival> waiting = new ArrayDeque<>();
  private long spentNanos;
  private boolean pausing;

  /**
   * @param places of those who may wait
   * @param nanoTime this process' monotonic time
   */
  HandshakeLine(ScheduledExecutorService loop, int places, LongSupplier nanoTime) {
    this.loop = loop;
    this.places = places;
    this.nanoTime = nanoTime;
  }

  void take(Arrival arrival) {
    if (waiting.isEmpty() && spentNanos < SHARE_NANOS) {
      admit(arrival);
    } else if (waiting.size() < places) {
      waiting.add(arrival);
    } else {
      arrival.sendAway();
    }
  }

  private void admit(Arrival arrival) {
    if (!pausing) {
      pausing = true;
      loop.schedule(this, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    long began = nanoTime.getAsLong();
    try {
      arrival.admit();
    } finally {
      spentNanos += nanoTime.getAsLong() - began;
    }
  }

  /** The loop has had time for others. */
  @Override
  public void run() {
    pausing = false;
    spentNanos = 0;
    while (!waiting.isEmpty() && spentNanos < SHARE_NANOS) {
      admit(waiting.poll());
    }
  }
}
