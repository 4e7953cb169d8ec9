package io.chorus.chat.session;

import io.chorus.chat.fanout.Delivery;
import io.chorus.model.frame.Event;
import io.vertx.core.Context;

/**
 * The client's end, as a transport shows it to its session.
 *
 * <ul>
 *   <li><b>Order</b>: what {@link #send}, {@link #reply} and {@link #deliver} are given reaches the
 *       client in the order of the calls, and what {@link #close} does comes behind it.
 *   <li><b>Bound</b>: what waits for the client is bounded in number and in bytes. At the bound the
 *       peer closes with {@link CloseCode#SLOW_READER}; hints are dropped before, at half of it.
 *   <li><b>End</b>: a peer that closes, by itself or because it is told to, calls {@link
 *       Session#closing} once, within the call; from then on it gives nothing out and hands nothing
 *       in.
 *   <li><b>Thread</b>: all methods are called on {@link #context}, and the peer calls its session
 *       there. None blocks. A session never moves: where a client polls, or goes from polling to a
 *       socket, its requests and its socket are on other event loops, and they hop to the
 *       session's, and what is written hops back, once a turn.
 * </ul>
 */
public interface Peer {
  /** The session's event loop. For a socket it is that of its channel. */
  Context context();

  /**
   * Writes the event that comes first.
   *
   * @param after number of the last event before all that follow; see {@link Delivery#number}
   */
  void greet(Object data, long after);

  /**
   * Writes an event for this client alone.
   *
   * @param data anything that JSON can be made of
   */
  void send(Event event, Object data);

  /**
   * Answers a request that had an id.
   *
   * @param id the request's, as the transport gave it
   * @param data a JSON object
   */
  void reply(String id, String data);

  /** Writes an event that many get. */
  void deliver(Delivery delivery);

  /** Asks for a sign of life. */
  void ping();

  /** Closes, and lets what is written go out first where the client reads. */
  void close(CloseCode code);
}
