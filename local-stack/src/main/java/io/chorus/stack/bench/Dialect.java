package io.chorus.stack.bench;

import java.nio.ByteBuffer;

/**
 * How a server is spoken to, whatever it serves: requests as bytes, and what a frame is without
 * reading all of it. Thread-safe, as nothing changes.
 */
sealed interface Dialect permits NativeDialect, SocketIoDialect {
  /** What came. */
  enum Kind {
    /** The client may begin. */
    GREETING,
    MESSAGE,
    REPLY,
    /** Wants {@link Dialect#answer}, or the connection goes no further. */
    DEMAND,
    /** Nothing that counts here. */
    OTHER
  }

  Kind kind(ByteBuffer text);

  /** What a {@link Kind#DEMAND} is answered with. */
  byte[] answer(ByteBuffer demand);

  /**
   * A request.
   *
   * @param data as JSON
   */
  byte[] request(String event, long id, String data);

  /** The id of the request that a reply is to. */
  long id(ByteBuffer reply);
}
