package io.chorus.hostile.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** WebSocket frames as bytes, allowed ones and others. The mask is always zero, which is legal. */
public final class Frames {
  /** First bytes of a frame: whether it is the last of its message, and what it is. */
  public static final int TEXT = 0x81;

  public static final int TEXT_TO_BE_CONTINUED = 0x01;
  public static final int CONTINUATION = 0x00;
  public static final int LAST_CONTINUATION = 0x80;
  public static final int PING = 0x89;
  public static final int PONG = 0x8A;
  public static final int RESERVED_BIT = 0x40;

  private static final int MASKED = 0x80;
  private static final int SHORT = 126;
  private static final int LENGTH_16_BIT = 126;
  private static final int LENGTH_64_BIT = 127;
  private static final int HEAD = 14;

  private Frames() {}

  public static ByteBuf text(String text) {
    return of(TEXT, Unpooled.copiedBuffer(text, UTF_8));
  }

  /**
   * A request as clients send them.
   *
   * @param data JSON
   */
  public static ByteBuf request(String event, int id, String data) {
    return text("{\"event\":\"%s\",\"id\":%d,\"data\":%s}".formatted(event, id, data));
  }

  /** A frame with that first byte; takes the payload over. */
  public static ByteBuf of(int first, ByteBuf payload) {
    int length = payload.readableBytes();
    ByteBuf head = Unpooled.buffer(HEAD).writeByte(first);
    if (length < SHORT) {
      head.writeByte(MASKED | length);
    } else if (length < 1 << 16) {
      head.writeByte(MASKED | LENGTH_16_BIT).writeShort(length);
    } else {
      head.writeByte(MASKED | LENGTH_64_BIT).writeLong(length);
    }
    head.writeInt(0);
    return Unpooled.wrappedBuffer(head, payload);
  }
}
