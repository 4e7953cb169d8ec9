package io.chorus.stack.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What Redis tells of itself. */
final class RedisInfo {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String USED = "used_memory:";

  private RedisInfo() {}

  /** Bytes that its data take, as its allocator counts them. */
  static long usedBytes(URI redis) throws IOException {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write("INFO memory\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer
          .lines()
          .filter(line -> line.startsWith(USED))
          .mapToLong(line -> Long.parseLong(line.substring(USED.length()).strip()))
          .findFirst()
          .orElseThrow(() -> new IOException("Redis does not say what it uses"));
    }
  }
}
