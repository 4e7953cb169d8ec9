package io.chorus.chat.transport.socketio;

import io.chorus.chat.fanout.Framing;
import io.chorus.chat.transport.socket.Frames;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event as the WebSocket frame of a Socket.IO packet in the main namespace: {@code
 * 42["name",data,"offset"]}, cut out of {@link io.chorus.model.frame.Frame} without parsing.
 * Clients keep the offset, which is the event's number, and name it when they come back. Hints have
 * none.
 */
final class EventFraming implements Framing {
  static final EventFraming INSTANCE = new EventFraming();

  private static final byte[] BEFORE_NAME = ascii("{\"event\":\"");
  private static final byte[] BEFORE_DATA = ascii("\",\"data\":");
  private static final byte[] PACKET = ascii("42[\"");
  private static final byte[] SEPARATOR = ascii("\",");
  private static final int CLOSING_BRACE = 1;

  private EventFraming() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public ByteBuf encode(byte[] frame, long number) {
    return Frames.text(packet(frame, number));
  }

  /** How clients are told an event's number. */
  static String offset(long number) {
    return Long.toString(number, Character.MAX_RADIX);
  }

  private static byte[] packet(byte[] frame, long number) {
    int name = BEFORE_NAME.length;
    int nameEnd = name;
    while (nameEnd < frame.length && frame[nameEnd] != '"') {
      nameEnd++;
    }
    int data = nameEnd + BEFORE_DATA.length;
    if (!startsWith(frame, 0, BEFORE_NAME) || !startsWith(frame, nameEnd, BEFORE_DATA)) {
      throw new IllegalArgumentException("not a frame");
    }
    int dataEnd = frame.length - CLOSING_BRACE;
    byte[] end = ascii(number == 0 ? "]" : ",\"" + offset(number) + "\"]");
    byte[] packet =
        new byte[PACKET.length + nameEnd - name + SEPARATOR.length + dataEnd - data + end.length];
    int at = append(PACKET, 0, PACKET.length, packet, 0);
    at = append(frame, name, nameEnd, packet, at);
    at = append(SEPARATOR, 0, SEPARATOR.length, packet, at);
    at = append(frame, data, dataEnd, packet, at);
    append(end, 0, end.length, packet, at);
    return packet;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
    return at + wanted.length <= bytes.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static int append(byte[] from, int start, int end, byte[] to, int at) {
    System.arraycopy(from, start, to, at, end - start);
    return at + end - start;
  }
}
