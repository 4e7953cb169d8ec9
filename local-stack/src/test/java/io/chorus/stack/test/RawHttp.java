package io.chorus.stack.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends what no HTTP client would, byte for byte. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 30_000;

  private RawHttp() {}

  /** A request that wants its connection closed, with a target as it stands. */
  public static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  /** The head of a request for a WebSocket, with a target and more headers as they stand. */
  public static String upgrade(String target, String headers) {
    return get(target)
        .replace(
            "Connection: close\r\n",
            "Connection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer x\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers);
  }

  /**
   * Everything that comes back until the other side closes, which it has to within 30 s; each
   * character of {@code bytes} is one byte.
   */
  public static String exchange(int port, String bytes) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      for (int next; (next = in.read()) >= 0; ) {
        answer.write(next);
      }
    } catch (SocketException reset) {
      // An end like any other, where the other side did not want to read the rest.
    } catch (IOException e) {
      throw new UncheckedIOException("after " + bytes + " came " + answer, e);
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  /** The status of the first answer in what came back; 0 where there is none. */
  public static int status(String answer) {
    return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
