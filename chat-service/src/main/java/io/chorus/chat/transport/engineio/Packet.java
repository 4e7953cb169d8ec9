package io.chorus.chat.transport.engineio;

/** A packet from a client. */
public sealed interface Packet {
  PacketType type();

  /** Of its data, in bytes or characters. */
  int length();

  /**
   * @param data empty where there is none
   */
  record Text(PacketType type, String data) implements Packet {
    @Override
    public int length() {
      return data.length();
    }
  }

  /** A message's bytes. */
  record Binary(byte[] data) implements Packet {
    @Override
    public PacketType type() {
      return PacketType.MESSAGE;
    }

    @Override
    public int length() {
      return data.length;
    }
  }

  /**
   * Reads a packet as it stands in a text frame.
   *
   * @throws MalformedPacket if it is empty or of no type
   */
  static Text read(String text) throws MalformedPacket {
    if (text.isEmpty()) {
      throw new MalformedPacket("an empty packet");
    }
    return new Text(PacketType.of(text.charAt(0)), text.substring(1));
  }
}
