package io.chorus.stack.test;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client that joins a room and then does not read, as one whose tab hangs. It speaks
 * raw frames, so that no library reads for it.
 */
public final class StuckReader implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 4096;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int LENGTH_16_BIT = 126;
  private static final int LENGTH_64_BIT = 127;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  public StuckReader(URI service, String token, String room) throws IOException {
    // Before connecting: the window that is offered to the server depends on it.
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
    in = new DataInputStream(socket.getInputStream());
    write(
        """
        GET /ws HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Authorization: Bearer %s\r
        \r
        """
            .formatted(token)
            .getBytes(StandardCharsets.US_ASCII));
    while (!readLine().isEmpty()) {
      // The headers of the answer.
    }
    send("{\"event\":\"join_room\",\"id\":1,\"data\":{\"roomId\":\"" + room + "\"}}");
    while (!new String(readFrame().payload, StandardCharsets.UTF_8).contains("\"reply\"")) {
      // The greeting and what else comes before.
    }
  }

  private record Frame(int head, byte[] payload) {}

  /** Reads on, to the end; gives the code of the close frame, or -1 where the end comes without. */
  public int readToTheEnd() throws IOException {
    try {
      while (true) {
        Frame frame = readFrame();
        if (frame.head == CLOSE) {
          return (frame.payload[0] & 0xff) << 8 | frame.payload[1] & 0xff;
        }
      }
    } catch (IOException e) {
      return -1;
    }
  }

  private void send(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) TEXT;
    frame[1] = (byte) (MASKED | payload.length);
    // The mask is zero: allowed, and it leaves the payload as it is.
    System.arraycopy(payload, 0, frame, 6, payload.length);
    write(frame);
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
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

  private Frame readFrame() throws IOException {
    int head = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == LENGTH_16_BIT) {
      length = in.readUnsignedShort();
    } else if (length == LENGTH_64_BIT) {
      length = (int) in.readLong();
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(head, payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
