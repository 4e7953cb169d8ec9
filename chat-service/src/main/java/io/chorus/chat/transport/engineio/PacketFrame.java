package io.chorus.chat.transport.engineio;

import io.chorus.chat.transport.socket.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A packet for a client as the WebSocket frame that carries it, so that the same bytes serve every
 * socket, and, without the frame's header, every polling answer.
 */
public final class PacketFrame {
  private static final int OPCODE_MASK = 0xf;
  private static final int BINARY = 2;
  private static final int LENGTH_MASK = 0x7f;
  private static final int LENGTH_16_BIT = 126;

  private PacketFrame() {}

  /** A message of text. */
  public static ByteBuf message(String text) {
    return text(PacketType.MESSAGE, text);
  }

  /** A message of bytes. */
  public static ByteBuf message(byte[] bytes) {
    return Frames.binary(bytes);
  }

  static ByteBuf text(PacketType type, String data) {
    return text(type.digit() + data);
  }

  static ByteBuf text(String packet) {
    return Frames.text(packet.getBytes(StandardCharsets.UTF_8));
  }

  static boolean isBinary(ByteBuf frame) {
    return (frame.getByte(frame.readerIndex()) & OPCODE_MASK) == BINARY;
  }

  /** The frame without its header; takes over the caller's hold on it. */
  static ByteBuf payload(ByteBuf frame) {
    int length = frame.getByte(frame.readerIndex() + 1) & LENGTH_MASK;
    int extended = length < LENGTH_16_BIT ? 0 : length == LENGTH_16_BIT ? Short.BYTES : Long.BYTES;
    frame.skipBytes(2 + extended);
    if (frame.isReadable()) {
      return frame;
    }
    frame.release();
    return Unpooled.EMPTY_BUFFER;
  }
}
