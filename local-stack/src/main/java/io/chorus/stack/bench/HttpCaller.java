package io.chorus.stack.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Calls one HTTP server over one connection, as cheaply as the JDK can. Not thread-safe. */
final class HttpCaller implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final String LENGTH = "Content-Length:";

  /** The server has too much to do. */
  static final class Refused extends IOException {
    Refused(String status) {
      super(status);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final String head;

  HttpCaller(URI server, String token) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    head = " HTTP/1.1\r\nHost: " + server.getHost() + "\r\nAuthorization: Bearer " + token + "\r\n";
  }

  byte[] get(String path) throws IOException {
    return call("GET " + path + head + "\r\n");
  }

  byte[] post(String path, String json) throws IOException {
    return call("POST", path, json);
  }

  byte[] call(String method, String path, String json) throws IOException {
    return call(
        method
            + " "
            + path
            + head
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  /**
   * Gives the body.
   *
   * @throws Refused where the server has too much to do
   * @throws IOException where the answer is no success for another reason
   */
  private byte[] call(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    String status = line();
    int length = 0;
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      if (field.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(field.substring(LENGTH.length()).strip());
      }
      chunked |= field.equalsIgnoreCase("Transfer-Encoding: chunked");
    }
    byte[] body = chunked ? chunks() : in.readNBytes(length);
    if (status.startsWith("HTTP/1.1 503") || status.startsWith("HTTP/1.1 429")) {
      throw new Refused(status);
    }
    if (!status.startsWith("HTTP/1.1 2")) {
      throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the server has closed");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
