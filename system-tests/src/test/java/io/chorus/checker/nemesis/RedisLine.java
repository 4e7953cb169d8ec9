package io.chorus.checker.nemesis;

import io.chorus.stack.status.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One command to Redis, from the outside. */
final class RedisLine {
  private static final int PATIENCE_MILLIS = 2_000;

  private RedisLine() {}

  /** A Redis that is away, by another fault, gets none. */
  static void send(Endpoint redis, String command) {
    URI url = URI.create(redis.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    } catch (IOException e) {
      // It has lost its connections, its memory or both.
    }
  }
}
