package io.chorus.chat.transport.socketio;

import io.chorus.chat.session.CloseCode;

/** A client's counterpart in a namespace. Called on the client's context. */
public interface Participant {
  /** Takes an event. */
  void received(EventPacket event);

  /** Something has come, of whatever kind. The place to count: where this closes, it is dropped. */
  void counted(int bytes);

  /** The client reads. */
  void heard();

  /** The client has left the namespace. This or {@link #ended}, once. */
  void left();

  /**
   * The connection is over.
   *
   * @param why null where the client began, or the connection was lost
   */
  void ended(CloseCode why);
}
