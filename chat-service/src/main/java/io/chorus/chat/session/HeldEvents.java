package io.chorus.chat.session;

import io.chorus.chat.fanout.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Events that wait for the greeting, which comes before all else, or for the reply to a join. The
 * reply and the events come from Redis on different connections: without this, somebody's coming
 * could be told before the reply with a list that is older. Whoever applies the events after the
 * reply knows who is there. Belongs to the session's event loop.
 */
final class HeldEvents {
  /** More than come and go in a room, where that is told at all, while Redis answers. */
  static final int CAPACITY = 4_096;

  private final Deque<Delivery> held = new ArrayDeque<>(0);
  private boolean holding;

  void begin() {
    holding = true;
  }

  /** Whether this one has to wait. */
  boolean concerns(Delivery delivery) {
    return holding && delivery.kind() == Delivery.Kind.EVENT;
  }

  /** False when too many are held already. */
  boolean hold(Delivery delivery) {
    if (held.size() == CAPACITY) {
      return false;
    }
    delivery.retain();
    return held.add(delivery);
  }

  /** Gives out what was held, in its order. */
  void end(Consumer<Delivery> receiver) {
    holding = false;
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
