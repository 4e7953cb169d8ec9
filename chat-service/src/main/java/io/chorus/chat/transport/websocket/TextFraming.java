package io.chorus.chat.transport.websocket;

import io.chorus.chat.fanout.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * An event as one unfragmented text frame (RFC 6455, section 5.2). Frames of a server are not
 * masked, so the very same bytes go to every client.
 */
final class TextFraming implements Framing {
  static final TextFraming INSTANCE = new TextFraming();

  private static final int FINAL_TEXT = 0x81;
  private static final int LENGTH_16_BIT = 126;
  private static final int LENGTH_64_BIT = 127;
  private static final int MAX_HEADER = 10;

  private TextFraming() {}

  @Override
  public ByteBuf encode(byte[] payload) {
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(MAX_HEADER + payload.length);
    bytes.writeByte(FINAL_TEXT);
    if (payload.length < LENGTH_16_BIT) {
      bytes.writeByte(payload.length);
    } else if (payload.length <= 0xffff) {
      bytes.writeByte(LENGTH_16_BIT).writeShort(payload.length);
    } else {
      bytes.writeByte(LENGTH_64_BIT).writeLong(payload.length);
    }
    return bytes.writeBytes(payload);
  }
}
