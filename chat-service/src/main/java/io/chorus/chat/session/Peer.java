package io.chorus.chat.session;

import io.chorus.chat.fanout.Delivery;
import io.chorus.model.frame.Event;
import io.vertx.core.Context;

/**
 * The client's end, as a transport shows it to its session. All methods are called on {@link
 * #context}; none blocks.
 */
public interface Peer {
  /** The connection's event loop. */
  Context context();

  /** Writes an event for this client alone. */
  void send(Event event, Object data);

  /** Writes an event that many get. */
  void deliver(Delivery delivery);

  /** Asks for a sign of life. */
  void ping();

  /** Closes, and lets what is written go out first where the client reads. */
  void close(CloseCode code);
}
