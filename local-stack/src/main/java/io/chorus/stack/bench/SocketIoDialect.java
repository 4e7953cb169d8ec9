package io.chorus.stack.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Packets of Socket.IO in those of Engine.IO, each a text of its own. */
record SocketIoDialect() implements Dialect {
  private static final byte[] CONNECT = "40".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PONG = "3".getBytes(StandardCharsets.US_ASCII);

  /** Of the name in {@code 42["message",…]}. */
  private static final int EVENT = 4;

  @Override
  public Kind kind(ByteBuffer text) {
    int start = text.position();
    return switch (text.get(start)) {
      case '0', '2' -> Kind.DEMAND;
      case '4' ->
          switch (text.get(start + 1)) {
            case '0' -> Kind.GREETING;
            case '2' -> text.get(start + EVENT) == 'm' ? Kind.MESSAGE : Kind.OTHER;
            case '3' -> Kind.REPLY;
            default -> Kind.OTHER;
          };
      default -> Kind.OTHER;
    };
  }

  /** The server's opening asks for a namespace, and its ping for a pong. */
  @Override
  public byte[] answer(ByteBuffer demand) {
    return demand.get(demand.position()) == '0' ? CONNECT : PONG;
  }

  @Override
  public byte[] request(String event, long id, String data) {
    return ("42" + id + "[\"" + event + "\"," + data + "]").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long id(ByteBuffer reply) {
    return Bytes.number(reply, reply.position() + 2);
  }
}
