package io.chorus.chat.transport.engineio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The body of a polling request: packets, separated; bytes as base64. */
final class Payload {
  private static final char SEPARATOR = 0x1e;
  private static final char BINARY = 'b';

  private Payload() {}

  /**
   * Reads what a client posted.
   *
   * @param maxPackets more than these are malformed, whatever is in them
   * @throws MalformedPacket if one of them is, or the text is not UTF-8
   */
  static List<Packet> decode(byte[] body, int maxPackets) throws MalformedPacket {
    String text = text(body);
    List<Packet> packets = new ArrayList<>(2);
    int from = 0;
    while (from <= text.length()) {
      if (packets.size() == maxPackets) {
        throw new MalformedPacket("too many packets in one payload");
      }
      int end = text.indexOf(SEPARATOR, from);
      end = end < 0 ? text.length() : end;
      packets.add(packet(text.substring(from, end)));
      from = end + 1;
    }
    return packets;
  }

  private static String text(byte[] body) throws MalformedPacket {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedPacket("not UTF-8");
    }
  }

  private static Packet packet(String text) throws MalformedPacket {
    if (text.isEmpty() || text.charAt(0) != BINARY) {
      return Packet.read(text);
    }
    try {
      return new Packet.Binary(Base64.getDecoder().decode(text.substring(1)));
    } catch (IllegalArgumentException e) {
      throw new MalformedPacket("not base64");
    }
  }

  /**
   * Puts packets together for one answer.
   *
   * @param frames as for a WebSocket, owned by this call; text is not copied
   * @return owned by the caller
   */
  static ByteBuf encode(List<ByteBuf> frames) {
    if (frames.isEmpty()) {
      return Unpooled.EMPTY_BUFFER;
    }
    List<ByteBuf> parts = new ArrayList<>(2 * frames.size());
    for (ByteBuf frame : frames) {
      if (!parts.isEmpty()) {
        parts.add(separator());
      }
      parts.add(PacketFrame.isBinary(frame) ? base64(frame) : PacketFrame.payload(frame));
    }
    return Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
  }

  private static ByteBuf separator() {
    return Unpooled.wrappedBuffer(new byte[] {SEPARATOR});
  }

  private static ByteBuf base64(ByteBuf frame) {
    ByteBuf payload = PacketFrame.payload(frame);
    try {
      byte[] bytes = new byte[payload.readableBytes()];
      payload.readBytes(bytes);
      byte[] encoded = Base64.getEncoder().encode(bytes);
      return Unpooled.wrappedBuffer(new byte[] {BINARY}, encoded);
    } finally {
      payload.release();
    }
  }
}
