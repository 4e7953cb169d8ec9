package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.netty.buffer.ByteBuf;

/**
 * A WebSocket, with bounds of its own on what waits to be written: where they are reached it closes
 * by itself. Called on the session's thread; {@link EngineSession#lost} tells of its end.
 */
interface Wire {
  /**
   * @param frame owned by this call
   */
  void send(ByteBuf frame);

  /**
   * Writes a frame, or drops it where much waits.
   *
   * @param frame owned by this call
   */
  void sendHint(ByteBuf frame);

  /** Closes, and lets what is written go out first where the client reads. Once. */
  void close(CloseCode code);
}
