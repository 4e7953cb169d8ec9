package io.chorus.chat.fanout;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The subscribers of one topic on one event loop: one task there serves them all. Touched on that
 * loop alone.
 */
final class Lane {
  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final ContextInternal context;
  private final DeliveryTimes times;
  private final List<Subscriber> subscribers = new ArrayList<>();

  Lane(Context context, DeliveryTimes times) {
    this.context = (ContextInternal) context;
    this.times = times;
  }

  Context context() {
    return context;
  }

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  void remove(Subscriber subscriber) {
    int index = subscribers.indexOf(subscriber);
    if (index >= 0) {
      // Order among subscribers means nothing, and moving the last one is cheaper than moving all.
      Subscriber last = subscribers.removeLast();
      if (index < subscribers.size()) {
        subscribers.set(index, last);
      }
    }
  }

  /** Hands over to the loop, in order: at once where that is the caller's. */
  void dispatch(Delivery delivery) {
    delivery.retain();
    long arrived = System.nanoTime();
    context.emit(
        delivery,
        it -> {
          try {
            int reached = subscribers.size();
            deliver(it);
            times.delivered(it, reached, System.nanoTime() - arrived);
          } finally {
            it.release();
          }
        });
  }

  private void deliver(Delivery delivery) {
    // Backwards: a subscriber that is closed by what it gets may leave while we are at it.
    for (int i = subscribers.size() - 1; i >= 0; i--) {
      if (i >= subscribers.size()) {
        continue;
      }
      Subscriber subscriber = subscribers.get(i);
      try {
        subscriber.deliver(delivery);
      } catch (RuntimeException | OutOfMemoryError e) {
        // Netty throws the latter where a buffer has no room: the others may fare better.
        LOG.error("a subscriber failed", e);
        subscriber.missed();
      }
    }
  }
}
