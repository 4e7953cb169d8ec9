package io.chorus.stack.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A request as no HTTP client would send it, written byte by byte on a connection of its own. */
public final class RawRequest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final StringBuilder head = new StringBuilder();

  private RawRequest(String requestLine) {
    head.append(requestLine).append(" HTTP/1.1\r\n");
  }

  /** A GET that asks for the connection to be closed. */
  public static RawRequest get(String path) {
    return new RawRequest("GET " + path).header("Host: chorus").header("Connection: close");
  }

  /** An upgrade to a WebSocket. */
  public static RawRequest webSocket(String path) {
    return new RawRequest("GET " + path)
        .header("Host: chorus")
        .header("Connection: Upgrade")
        .header("Upgrade: websocket")
        .header("Sec-WebSocket-Version: 13")
        .header("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  /** Another header line, as it is. */
  public RawRequest header(String line) {
    head.append(line).append("\r\n");
    return this;
  }

  /** The same without a header. */
  public RawRequest without(String name) {
    String kept =
        Arrays.stream(head.toString().split("\r\n"))
            .filter(line -> !line.startsWith(name + ":"))
            .map(line -> line + "\r\n")
            .collect(Collectors.joining());
    head.setLength(0);
    head.append(kept);
    return this;
  }

  /**
   * What came back.
   *
   * @param text head and body, a character for each byte
   */
  public record Answer(String text) {
    public int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    private boolean isComplete() {
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return false;
      }
      String length = header("content-length");
      return length == null
          ? status() == SWITCHING_PROTOCOLS
          : text.length() >= head + 4 + Integer.parseInt(length);
    }

    /** The first value of a header, or null. */
    public String header(String name) {
      return Arrays.stream(text.split("\r\n\r\n", 2)[0].split("\r\n"))
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).trim())
          .findFirst()
          .orElse(null);
    }
  }

  /** Sends it, byte for character. */
  public Answer to(URI service) {
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      Answer answer = new Answer("");
      byte[] some = new byte[8192];
      for (int n = 1; n > 0 && !answer.isComplete(); ) {
        n = socket.getInputStream().read(some);
        if (n > 0) {
          answer = new Answer(answer.text + new String(some, 0, n, StandardCharsets.ISO_8859_1));
        }
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
