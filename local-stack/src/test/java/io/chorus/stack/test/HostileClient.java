package io.chorus.stack.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An HTTP client that does exactly what it is told, which no library would do. */
public final class HostileClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  public HostileClient(URI service) throws IOException {
    this(service, 0);
  }

  /**
   * @param receiveBuffer bytes that the client's machine takes before the client reads; 0 for as
   *     many as it likes
   */
  public HostileClient(URI service, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      // Before connecting: the window that is offered to the server depends on it.
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
    in = socket.getInputStream();
  }

  /**
   * Writes the head of a request and nothing more.
   *
   * @param token null for none
   * @param headers each without its line end
   */
  public HostileClient head(String line, String token, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: chorus\r\n");
    if (token != null) {
      head.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return write(head.append("\r\n").toString());
  }

  public HostileClient write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  public HostileClient write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads one answer that says how long it is; an empty text where the connection ends before. */
  public String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (!answer.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      answer.write(next);
    }
    for (String line : answer.toString(StandardCharsets.UTF_8).toLowerCase().split("\r\n")) {
      if (line.startsWith("content-length:")) {
        answer.write(in.readNBytes(Integer.parseInt(line.substring(15).strip())));
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** Reads until the other side closes, however it does. */
  public String toTheEnd() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      // An end as well.
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
