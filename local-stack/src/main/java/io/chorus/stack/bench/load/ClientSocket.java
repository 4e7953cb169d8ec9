package io.chorus.stack.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One WebSocket client. Frames are found in what was read, without a copy; the mask of what is sent
 * is zero, which costs nothing and is as valid as another. Belongs to its loader's thread.
 */
public final class ClientSocket {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0x8a;

  /** Hears of one socket. */
  public interface Listener {
    /** The server has agreed. */
    void opened(ClientSocket socket);

    /**
     * A text came.
     *
     * @param text valid during the call, from its position to its limit
     */
    void received(ClientSocket socket, ByteBuffer text);

    /** It is gone, or never came about. */
    void closed(ClientSocket socket, String why);
  }

  private final SocketChannel channel;
  private final Listener listener;
  private SelectionKey key;
  private boolean open;
  private boolean gone;

  /** What a read has left over, an incomplete frame; null mostly. */
  private ByteBuffer rest;

  /** What the kernel did not take; null mostly. */
  private ByteBuffer unsent;

  ClientSocket(SocketChannel channel, Listener listener) {
    this.channel = channel;
    this.listener = listener;
  }

  void begin(ByteBuffer request) {
    unsent = request;
  }

  void registered(SelectionKey key) {
    this.key = key;
  }

  void ready(ByteBuffer incoming) {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        connected();
      } else {
        if (key.isWritable()) {
          flush();
        }
        if (key.isReadable()) {
          read(incoming);
        }
      }
    } catch (IOException e) {
      end(e.toString());
    }
  }

  void connected() throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    flush();
  }

  private void read(ByteBuffer incoming) throws IOException {
    incoming.clear();
    if (rest != null) {
      incoming.put(rest);
      rest = null;
    }
    int count = channel.read(incoming);
    if (count < 0) {
      end("the server has closed");
      return;
    }
    incoming.flip();
    if (open || pastHead(incoming)) {
      takeFrames(incoming);
    }
    if (incoming.hasRemaining() && !gone) {
      rest = ByteBuffer.allocate(incoming.remaining()).put(incoming).flip();
    }
  }

  /** Whether the answer to the upgrade is there, as a whole, and agrees. */
  private boolean pastHead(ByteBuffer bytes) {
    for (int i = 0; i + END_OF_HEAD.length <= bytes.limit(); i++) {
      if (bytes.get(i) == '\r'
          && bytes.slice(i, END_OF_HEAD.length).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        String status =
            StandardCharsets.US_ASCII.decode(bytes.slice(0, Math.min(12, i))).toString();
        if (!status.equals("HTTP/1.1 101")) {
          end("answered with " + status);
          return false;
        }
        bytes.position(i + END_OF_HEAD.length);
        open = true;
        listener.opened(this);
        return true;
      }
    }
    return false;
  }

  private void takeFrames(ByteBuffer bytes) {
    while (bytes.remaining() >= 2 && !gone) {
      int start = bytes.position();
      int length = bytes.get(start + 1) & 0x7f;
      int head = 2;
      if (length == 126 && bytes.remaining() >= 4) {
        length = bytes.getShort(start + 2) & 0xffff;
        head = 4;
      } else if (length == 127 && bytes.remaining() >= 10) {
        length = (int) bytes.getLong(start + 2);
        head = 10;
      } else if (length >= 126) {
        return;
      }
      if (bytes.remaining() < head + length) {
        return;
      }
      int opcode = bytes.get(start) & 0xf;
      int end = start + head + length;
      int limit = bytes.limit();
      bytes.position(start + head).limit(end);
      take(opcode, bytes);
      bytes.limit(limit).position(end);
    }
  }

  private void take(int opcode, ByteBuffer payload) {
    switch (opcode) {
      case PING -> send(PONG, payload);
      case CLOSE -> end("closed with " + (payload.remaining() >= 2 ? payload.getShort() : 0));
      default -> listener.received(this, payload);
    }
  }

  /** Sends a text. */
  public void send(byte[] text) {
    send(TEXT, ByteBuffer.wrap(text));
  }

  private void send(int head, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(length + 8).put((byte) head);
    if (length < 126) {
      frame.put((byte) (0x80 | length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    }
    frame.putInt(0).put(payload).flip();
    if (unsent != null) {
      unsent =
          ByteBuffer.allocate(unsent.remaining() + frame.remaining()).put(unsent).put(frame).flip();
      return;
    }
    unsent = frame;
    try {
      flush();
    } catch (IOException e) {
      end(e.toString());
    }
  }

  private void flush() throws IOException {
    if (unsent == null) {
      return;
    }
    channel.write(unsent);
    if (unsent.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } else {
      unsent = null;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Cuts the connection, and tells nobody. */
  public void cut() {
    gone = true;
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private void end(String why) {
    if (!gone) {
      cut();
      listener.closed(this, why);
    }
  }
}
