package io.chorus.chat.fanout;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** One channel of the bus and its subscribers on this instance. */
final class Topic {
  private static final Logger LOG = Logger.getLogger(Topic.class);

  private final Sequence sequence;
  private final DeliveryTimes times;
  private final Journal.Page page;
  private volatile Lane[] lanes = {};
  private Future<Void> subscribed;
  private volatile int subscribers;

  Topic(Sequence sequence, DeliveryTimes times, Journal.Page page) {
    this.sequence = sequence;
    this.times = times;
    this.page = page;
  }

  /** Called once, before anybody else sees this topic. */
  void subscribed(Future<Void> subscribed) {
    this.subscribed = subscribed;
  }

  Future<Void> subscribed() {
    return subscribed;
  }

  /** Called on the subscriber's loop, one call at a time for this topic. */
  void add(Subscriber subscriber) {
    Lane lane = lane(subscriber.context());
    if (lane == null) {
      lane = new Lane(subscriber.context(), times);
      Lane[] more = Arrays.copyOf(lanes, lanes.length + 1);
      more[lanes.length] = lane;
      lanes = more;
    }
    lane.add(subscriber);
    subscribers++;
  }

  /** Called on the subscriber's loop, one call at a time for this topic. */
  void remove(Subscriber subscriber) {
    Lane lane = lane(subscriber.context());
    if (lane != null) {
      lane.remove(subscriber);
      subscribers--;
    }
  }

  boolean isEmpty() {
    return subscribers == 0;
  }

  /** Subscribers; from any thread, as they were a moment ago. */
  int size() {
    return subscribers;
  }

  private Lane lane(Context context) {
    for (Lane lane : lanes) {
      if (lane.context() == context) {
        return lane;
      }
    }
    return null;
  }

  /** Takes what the bus brings, on its event loop. */
  void received(Buffer envelope) {
    Delivery delivery;
    try {
      delivery = Delivery.of(envelope);
    } catch (IllegalArgumentException e) {
      LOG.error("dropped what is no event", e);
      return;
    }
    Delivery next = sequence.next(delivery);
    page.add(next);
    dispatch(next);
  }

  Journal.Page page() {
    return page;
  }

  /**
   * Hands one event to every loop with subscribers, and lets go of it. Call from one thread at a
   * time.
   */
  void dispatch(Delivery delivery) {
    try {
      for (Lane lane : lanes) {
        lane.dispatch(delivery);
      }
    } finally {
      delivery.release();
    }
  }
}
