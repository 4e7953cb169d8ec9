package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;

/** What goes on over a session: its calls come on the session's thread. */
public interface Conversation {
  /**
   * A packet has been posted, or a frame of a WebSocket has come, of whatever kind; called before
   * anything is done with it. The place to count: where this closes the session, it is dropped.
   */
  void counted(int bytes);

  /** A packet has come, of whatever type: the client reads, as it answers pings. */
  void heard();

  /** A message of text. */
  void received(String message);

  /** A message of bytes. */
  void received(byte[] message);

  /**
   * The session is over; nothing is received any more, and what is sent goes nowhere. Once.
   *
   * @param why null where the client began, or the connection was lost
   */
  void ended(CloseCode why);
}
