package io.chorus.chat.transport.socket;

import io.chorus.chat.session.CloseCode;
import io.netty.buffer.ByteBuf;

/**
 * Takes what a socket brings, in the order in which it came. Called on the socket's event loop;
 * must not block. What it throws closes the socket.
 */
public interface SocketListener {
  /**
   * A frame has come, of whatever kind but close; called before anything is done with what it
   * holds. The place to count: where this closes the socket, the frame is dropped.
   *
   * @param bytes of its payload
   */
  void counted(int bytes);

  /** A whole text message, which was valid UTF-8. */
  void text(String message);

  /**
   * A whole binary message.
   *
   * @param message valid during the call
   */
  void binary(ByteBuf message);

  /** A ping has come. The answer is written already. */
  void pinged();

  /**
   * A pong has come.
   *
   * @param payload valid during the call
   */
  void ponged(ByteBuf payload);

  /**
   * The socket closes, for whatever reason: it takes and gives nothing more. Called once, at the
   * latest when the connection is gone.
   *
   * @param why null where the peer began, or the connection was lost
   */
  void closing(CloseCode why);
}
