package io.chorus.chat.fanout;

import io.netty.buffer.ByteBuf;

/** How one transport puts an event into bytes. Implementations are singletons and thread-safe. */
public interface Framing {
  /**
   * @param frame text of the event, as UTF-8; see {@link io.chorus.model.frame.Frame}
   * @param number of the event; see {@link Delivery#number}
   * @return a direct buffer that holds all that goes to the socket, owned by the caller
   */
  ByteBuf encode(byte[] frame, long number);
}
