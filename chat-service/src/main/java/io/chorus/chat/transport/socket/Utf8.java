package io.chorus.chat.transport.socket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads text as RFC 6455, section 8.1, wants it read: what is not UTF-8 is not repaired. */
final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /**
   * @throws CorruptedWebSocketFrameException if the bytes are not valid UTF-8
   */
  static String decode(ByteBuf bytes) {
    // The quick way repairs; only where it may have done so is it worth looking again.
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.nioBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not UTF-8");
    }
  }
}
