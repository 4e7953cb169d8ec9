package io.chorus.chat.session;

import io.chorus.chat.fanout.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Events that wait for the greeting, which comes before all else, or for the reply to a join. The
 * reply and the events come from Redis on different connections: without this, somebody's coming
 * could be told before the reply with a list that is older. Whoever applies the events after the
 * reply knows who is there. What comes behind one that is held waits with it: events keep the order
 * of their numbers. Belongs to the session's event loop.
 */
final class HeldEvents {
  /** More than come and go in a room, where that is told at all, while Redis answers. */
  static final int CAPACITY = 4_096;

  private final int maxBytes;
  private final Deque<Delivery> held = new ArrayDeque<>(0);
  private int bytes;
  private boolean holding;
  private boolean everything;

  /** Number of the last event that a client that came back was given of what it had missed. */
  private long toldUpTo;

  HeldEvents(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void begin() {
    holding = true;
  }

  /** Holds also what need not wait for a list of members. */
  void beginWithAll() {
    holding = true;
    everything = true;
  }

  /** Whether this one has to wait. */
  boolean concerns(Delivery delivery) {
    return holding && (everything || delivery.kind() == Delivery.Kind.EVENT || !held.isEmpty());
  }

  /** False when too many are held already, or too much. */
  boolean hold(Delivery delivery) {
    if (held.size() == CAPACITY || bytes + delivery.size() > maxBytes) {
      return false;
    }
    delivery.retain();
    bytes += delivery.size();
    return held.add(delivery);
  }

  /**
   * Gives out what was held and is not told yet, in its order. Hints have no number, and are late
   * by then.
   *
   * @param number up to which all is told
   */
  void endAfter(long number, Consumer<Delivery> receiver) {
    toldUpTo = number;
    end(
        delivery -> {
          if (delivery.number() > number) {
            receiver.accept(delivery);
          }
        });
  }

  /** What was missed is known before it comes by way of the event loop, on which it may wait. */
  boolean isTold(Delivery delivery) {
    return delivery.number() > 0 && delivery.number() <= toldUpTo;
  }

  /** Gives out what was held, in its order. */
  void end(Consumer<Delivery> receiver) {
    holding = false;
    everything = false;
    bytes = 0;
    while (!held.isEmpty()) {
      Delivery delivery = held.poll();
      try {
        receiver.accept(delivery);
      } finally {
        delivery.release();
      }
    }
  }
}
