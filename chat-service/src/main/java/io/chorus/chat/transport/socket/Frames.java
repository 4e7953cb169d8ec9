package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Frames as a server writes them (RFC 6455, section 5.2): in one piece and not masked, so the very
 * same bytes may go to many. Each is a direct buffer, owned by the caller.
 */
public final class Frames {
  private static final int FINAL = 0x80;
  private static final int TEXT = FINAL | 0x1;
  private static final int BINARY = FINAL | 0x2;
  private static final int CLOSE = FINAL | 0x8;
  private static final int PING = FINAL | 0x9;
  private static final int PONG = FINAL | 0xa;

  private static final int LENGTH_16_BIT = 126;
  private static final int LENGTH_64_BIT = 127;
  private static final int MAX_HEADER = 10;

  private Frames() {}

  /**
   * @param payload valid UTF-8
   */
  public static ByteBuf text(byte[] payload) {
    return frame(TEXT, payload.length).writeBytes(payload);
  }

  public static ByteBuf binary(byte[] payload) {
    return frame(BINARY, payload.length).writeBytes(payload);
  }

  static ByteBuf ping(long payload) {
    return frame(PING, Long.BYTES).writeLong(payload);
  }

  static ByteBuf pong(ByteBuf payload) {
    return frame(PONG, payload.readableBytes())
        .writeBytes(payload, payload.readerIndex(), payload.readableBytes());
  }

  /** A close frame without a code. */
  static ByteBuf close() {
    return frame(CLOSE, 0);
  }

  static ByteBuf close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return frame(CLOSE, Short.BYTES + text.length).writeShort(code).writeBytes(text);
  }

  private static ByteBuf frame(int head, int length) {
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(MAX_HEADER + length);
    bytes.writeByte(head);
    if (length < LENGTH_16_BIT) {
      return bytes.writeByte(length);
    }
    if (length <= 0xffff) {
      return bytes.writeByte(LENGTH_16_BIT).writeShort(length);
    }
    return bytes.writeByte(LENGTH_64_BIT).writeLong(length);
  }
}
