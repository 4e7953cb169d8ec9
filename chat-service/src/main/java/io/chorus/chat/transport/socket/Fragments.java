package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Puts messages together from the frames of a socket (RFC 6455, section 5.4); which frame may
 * follow which is the decoder's to see. Belongs to the socket's event loop.
 */
final class Fragments {
  private final int maxBytes;

  /** On the heap and out of no pool: nobody has to give it back, however the connection ends. */
  private ByteBuf parts;

  private boolean binary;

  Fragments(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a data frame, the first, a further or the only one of its message.
   *
   * @return the message, when this was its last frame: the frame's own content, or what was
   *     gathered; else null
   * @throws CorruptedWebSocketFrameException if the message has too many bytes
   */
  ByteBuf add(WebSocketFrame frame) {
    ByteBuf content = frame.content();
    int before = parts == null ? 0 : parts.readableBytes();
    if (before + content.readableBytes() > maxBytes) {
      parts = null;
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.MESSAGE_TOO_BIG, "message too large");
    }
    if (parts == null) {
      binary = frame instanceof BinaryWebSocketFrame;
      if (frame.isFinalFragment()) {
        return content;
      }
      parts = Unpooled.buffer(content.readableBytes());
    }
    parts.writeBytes(content);
    if (!frame.isFinalFragment()) {
      return null;
    }
    ByteBuf message = parts;
    parts = null;
    return message;
  }

  /** Whether the message returned last is a binary one. */
  boolean isBinary() {
    return binary;
  }
}
