package io.chorus.chat.transport.websocket;

import io.chorus.chat.fanout.Framing;
import io.chorus.chat.transport.socket.Frames;
import io.netty.buffer.ByteBuf;

/** An event as one text frame. */
final class TextFraming implements Framing {
  static final TextFraming INSTANCE = new TextFraming();

  private TextFraming() {}

  @Override
  public ByteBuf encode(byte[] frame, long number) {
    return Frames.text(frame);
  }
}
