package io.chorus.stack.bench;

/** Between frames of the native WebSocket and packets of Socket.IO, without parsing. */
final class Packets {
  private static final String EVENT = "{\"event\":\"";
  private static final String ID = "\",\"id\":";
  private static final String DATA = "\"data\":";
  private static final String EVENT_PACKET = "42[\"";
  private static final String REPLY_PACKET = "43";

  private Packets() {}

  static String connect(String token) {
    return "40{\"token\":\"" + token + "\"}";
  }

  /** A request with an id. */
  static String of(String frame) {
    int nameEnd = frame.indexOf(ID);
    int data = frame.indexOf(DATA);
    String name = frame.substring(EVENT.length(), nameEnd);
    String id = frame.substring(nameEnd + ID.length(), data - 1);
    String argument = frame.substring(data + DATA.length(), frame.length() - 1);
    return "42" + id + "[\"" + name + "\"," + argument + "]";
  }

  /** An event's or a reply's frame, with what follows its data; null for any other packet. */
  static String frame(String packet) {
    if (packet.startsWith(EVENT_PACKET)) {
      int nameEnd = packet.indexOf('"', EVENT_PACKET.length());
      String name = packet.substring(EVENT_PACKET.length(), nameEnd);
      boolean bare = nameEnd + 2 >= packet.length();
      return EVENT + name + "\"," + DATA + (bare ? "{}" : packet.substring(nameEnd + 2));
    }
    if (packet.startsWith(REPLY_PACKET)) {
      int data = packet.indexOf('[');
      String id = packet.substring(REPLY_PACKET.length(), data);
      return EVENT + "reply" + ID + id + "," + DATA + packet.substring(data + 1);
    }
    return null;
  }
}
