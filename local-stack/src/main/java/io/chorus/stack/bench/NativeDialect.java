package io.chorus.stack.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The native WebSocket's frames. */
record NativeDialect() implements Dialect {
  private static final byte[] ID = "\"id\":".getBytes(StandardCharsets.US_ASCII);

  /** Where the name of an event begins in a frame: a letter tells those apart that count here. */
  private static final int EVENT = 10;

  @Override
  public Kind kind(ByteBuffer text) {
    int start = text.position();
    if (text.remaining() <= EVENT + 2) {
      return Kind.OTHER;
    }
    return switch (text.get(start + EVENT)) {
      case 'a' -> Kind.GREETING;
      case 'm' -> Kind.MESSAGE;
      // Or a resync, when Redis was away for a moment.
      case 'r' -> text.get(start + EVENT + 2) == 'p' ? Kind.REPLY : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  @Override
  public byte[] answer(ByteBuffer demand) {
    throw new IllegalStateException("there are no demands");
  }

  @Override
  public byte[] request(String event, long id, String data) {
    return ("{\"event\":\"" + event + "\",\"id\":" + id + ",\"data\":" + data + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long id(ByteBuffer reply) {
    return Bytes.number(reply, Bytes.after(reply, ID));
  }
}
