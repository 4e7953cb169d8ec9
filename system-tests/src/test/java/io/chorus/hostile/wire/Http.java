package io.chorus.hostile.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Requests, or the beginnings of them, as bytes. */
public final class Http {
  private Http() {}

  /** The upgrade of a WebSocket. */
  public static ByteBuf upgrade(String token) {
    return head(
        "GET /ws",
        token,
        """
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """);
  }

  public static ByteBuf get(String path, String token) {
    return head("GET " + path, token, "");
  }

  /**
   * The head of a POST, whose body is the caller's to send or to keep.
   *
   * @param token null for none
   * @param headers more lines, each with its end
   */
  public static ByteBuf post(String path, String token, int length, String headers) {
    return head(
        "POST " + path,
        token,
        "Content-Type: application/json\r\nContent-Length: %d\r\n%s".formatted(length, headers));
  }

  public static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }

  private static ByteBuf head(String line, String token, String headers) {
    String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    return ascii(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + authorization + headers + "\r\n");
  }
}
