package io.chorus.chat.transport.socketio;

import io.chorus.chat.transport.engineio.MalformedPacket;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonArray;
import io.chorus.model.json.JsonObject;
import java.util.Set;

/**
 * A Socket.IO packet, without its attachments.
 *
 * @param id of the acknowledgement asked for or given; null for none
 * @param fields of a CONNECT, null where there are none
 * @param arguments of an event or an acknowledgement, null for other types
 * @param attachments messages of bytes that follow and belong to it
 * @param size of its text
 */
record SocketPacket(
    Type type,
    String namespace,
    Long id,
    JsonObject fields,
    JsonArray arguments,
    int attachments,
    int size) {
  static final String MAIN = "/";

  /** As many as other servers take by default. */
  static final int MAX_ATTACHMENTS = 10;

  /** What a JavaScript client can count up to, and 16 digits hold. */
  private static final long MAX_ID = (1L << 53) - 1;

  private static final int MAX_ID_DIGITS = 16;
  private static final int MAX_ATTACHMENT_DIGITS = 2;

  /** Names that clients give their own events. */
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  /** Types by their number on the wire. */
  enum Type {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final Type[] BY_DIGIT = values();

    boolean isBinary() {
      return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean hasArguments() {
      return isBinary() || this == EVENT || this == ACK;
    }
  }

  /**
   * Reads a packet.
   *
   * @throws MalformedPacket if it is none
   */
  static SocketPacket read(String text) throws MalformedPacket {
    return new Reader(text).packet();
  }

  /** Goes through a packet's text once. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    SocketPacket packet() throws MalformedPacket {
      Type type = type();
      int attachments = type.isBinary() ? attachments() : 0;
      String namespace = namespace();
      Long id = id();
      return payload(type, attachments, namespace, id);
    }

    private Type type() throws MalformedPacket {
      int number = text.isEmpty() ? -1 : text.charAt(at++) - '0';
      if (number < 0 || number >= Type.BY_DIGIT.length) {
        throw new MalformedPacket("no packet type " + number);
      }
      return Type.BY_DIGIT[number];
    }

    private int attachments() throws MalformedPacket {
      String digits = digits();
      boolean counted =
          !digits.isEmpty()
              && digits.length() <= MAX_ATTACHMENT_DIGITS
              && at < text.length()
              && text.charAt(at) == '-';
      int count = counted ? Integer.parseInt(digits) : -1;
      if (count < 0 || count > MAX_ATTACHMENTS) {
        throw new MalformedPacket("no number of attachments, or too many");
      }
      at++;
      return count;
    }

    private String namespace() {
      if (at == text.length() || text.charAt(at) != '/') {
        return MAIN;
      }
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      String name = text.substring(at, end);
      at = comma < 0 ? end : end + 1;
      // What a query says is for the application, and ours asks nothing.
      int query = name.indexOf('?');
      return query < 0 ? name : name.substring(0, query);
    }

    private Long id() throws MalformedPacket {
      String digits = digits();
      if (digits.isEmpty()) {
        return null;
      }
      long id = digits.length() > MAX_ID_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
      if (id > MAX_ID) {
        throw new MalformedPacket("an id beyond 2^53");
      }
      return id;
    }

    private String digits() {
      int from = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      return text.substring(from, at);
    }

    private SocketPacket payload(Type type, int attachments, String namespace, Long id)
        throws MalformedPacket {
      String json = text.substring(at);
      try {
        JsonObject fields = type == Type.CONNECT && !json.isEmpty() ? JsonObject.read(json) : null;
        JsonArray arguments = type.hasArguments() ? JsonArray.read(json) : null;
        boolean wellFormed =
            switch (type) {
              case CONNECT -> true;
              case DISCONNECT -> json.isEmpty();
              case EVENT, BINARY_EVENT -> isEvent(arguments);
              case ACK, BINARY_ACK -> id != null;
              // Only servers send it.
              case CONNECT_ERROR -> false;
            };
        if (wellFormed) {
          return new SocketPacket(
              type, namespace, id, fields, arguments, attachments, text.length());
        }
      } catch (Refusal e) {
        // Not JSON, or not what this type has.
      }
      throw new MalformedPacket("a payload that its type does not have");
    }

    private static boolean isEvent(JsonArray arguments) {
      String name = arguments.text(0);
      return name != null ? !RESERVED.contains(name) : arguments.isNumber(0);
    }
  }

  /** The event's name; a number is one, too. */
  String event() {
    String name = arguments.text(0);
    return name != null ? name : arguments.source(0);
  }
}
