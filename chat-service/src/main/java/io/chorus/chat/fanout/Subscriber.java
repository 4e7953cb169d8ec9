package io.chorus.chat.fanout;

import io.vertx.core.Context;

/** Somebody on this instance who listens to topics. */
public interface Subscriber {
  /** The event loop on which it is called, and on which it joins and leaves topics. */
  Context context();

  /**
   * Takes one event; must not block. The delivery is valid during the call, or while it is
   * retained.
   */
  void deliver(Delivery delivery);

  /** An event could not be given to it, and nothing that comes later need show that. */
  void missed();
}
