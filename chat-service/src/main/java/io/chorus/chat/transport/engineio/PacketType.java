package io.chorus.chat.transport.engineio;

/** Packet types of Engine.IO, by their number on the wire. */
public enum PacketType {
  OPEN,
  CLOSE,
  PING,
  PONG,
  MESSAGE,
  UPGRADE,
  NOOP;

  private static final PacketType[] BY_DIGIT = values();

  /** The digit that begins a packet of this type. */
  char digit() {
    return (char) ('0' + ordinal());
  }

  /**
   * @throws MalformedPacket if no type has this digit
   */
  static PacketType of(char digit) throws MalformedPacket {
    int number = digit - '0';
    if (number < 0 || number >= BY_DIGIT.length) {
      throw new MalformedPacket("no packet type " + number);
    }
    return BY_DIGIT[number];
  }
}
