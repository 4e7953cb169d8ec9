package io.chorus.stack.test;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client without a library: sends frames as the test makes them, in one piece as
 * browsers do, and reads when the test says so.
 */
public final class RawSocket implements AutoCloseable {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xa;

  /** The bit that marks the last frame of a message. */
  public static final int FINAL = 0x80;

  private static final int MASKED = 0x80;
  private static final int LENGTH_16_BIT = 126;
  private static final int LENGTH_64_BIT = 127;
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  /** A frame as it came. */
  public record Frame(int head, byte[] payload) {
    public int opcode() {
      return head & 0xf;
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame, or -1. */
    public int closeCode() {
      return opcode() == CLOSE && payload.length >= 2
          ? (payload[0] & 0xff) << 8 | payload[1] & 0xff
          : -1;
    }
  }

  /**
   * @param receiveBuffer bytes, or 0 for what the system gives
   */
  public RawSocket(URI service, String path, String token, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      // Before connecting: the window that is offered to the server depends on it.
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(socket.getOutputStream());
    raw(
        """
        GET %s HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(path, token)
            .getBytes(StandardCharsets.US_ASCII));
    String status = readLine();
    if (!status.contains(" 101 ")) {
      throw new IOException(status);
    }
    while (!readLine().isEmpty()) {
      // The headers of the answer.
    }
  }

  /** Connects to the native WebSocket. */
  public static RawSocket connect(URI service, String token) throws IOException {
    return new RawSocket(service, "/ws", token, 0);
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a text message in one frame. */
  public void text(String text) throws IOException {
    frame(FINAL | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public void frame(int head, byte... payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    frame.writeBytes(header(head, payload.length));
    frame.writeBytes(payload);
    raw(frame.toByteArray());
  }

  /** Sends a close frame. */
  public void close(int code) throws IOException {
    frame(FINAL | CLOSE, (byte) (code >> 8), (byte) code);
  }

  /** The beginning of a frame. The mask is zero: allowed, and it leaves the payload as it is. */
  public static byte[] header(int head, long length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(bytes);
    try {
      header.writeByte(head);
      if (length < LENGTH_16_BIT) {
        header.writeByte((int) length | MASKED);
      } else if (length <= 0xffff) {
        header.writeByte(LENGTH_16_BIT | MASKED);
        header.writeShort((int) length);
      } else {
        header.writeByte(LENGTH_64_BIT | MASKED);
        header.writeLong(length);
      }
      header.writeInt(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** The next frame. */
  public Frame read() throws IOException {
    int head = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == LENGTH_16_BIT) {
      length = in.readUnsignedShort();
    } else if (length == LENGTH_64_BIT) {
      length = in.readLong();
    }
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    return new Frame(head, payload);
  }

  /** Reads on to the next text frame that holds a word. */
  public String awaitText(String word) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.opcode() == CLOSE) {
        throw new IOException("closed with " + frame.closeCode());
      }
      if (frame.opcode() == TEXT && frame.text().contains(word)) {
        return frame.text();
      }
    }
  }

  /** Reads on to the close frame; gives its code, or -1 where the end comes without one. */
  public int closeCode() {
    try {
      Frame frame = read();
      while (frame.opcode() != CLOSE) {
        frame = read();
      }
      return frame.closeCode();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Whether the server ends the connection in order, with nothing more before. */
  public boolean ends() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
