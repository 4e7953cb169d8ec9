package io.chorus.chat.fanout;

/** What a topic demands of the order of its events. Called on the event loop of the bus. */
@FunctionalInterface
public interface Sequence {
  /** Any order: notifications. */
  Sequence NONE = delivery -> delivery;

  /** The event to deliver in place of this one: mostly itself. */
  Delivery next(Delivery delivery);
}
