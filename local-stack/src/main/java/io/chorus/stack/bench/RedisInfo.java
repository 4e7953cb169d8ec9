package io.chorus.stack.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What Redis tells of itself. */
final class RedisInfo {
  private static final int TIMEOUT_MILLIS = 5_000;

  private RedisInfo() {}

  /** Bytes that its data take, as its allocator counts them. */
  static long usedBytes(URI redis) throws IOException {
    return Long.parseLong(field("used_memory", ask(redis)));
  }

  /** Its version, and its allocator: with another one a script costs half as much again. */
  static String version(URI redis) throws IOException {
    String info = ask(redis);
    return field("redis_version", info) + ", " + field("mem_allocator", info);
  }

  private static String ask(URI redis) throws IOException {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String field(String name, String info) throws IOException {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("Redis does not tell its " + name));
  }
}
