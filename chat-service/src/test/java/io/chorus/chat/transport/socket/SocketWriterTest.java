package io.chorus.chat.transport.socket;

import static io.chorus.chat.transport.socket.SocketWriter.Outcome.ACCEPTED;
import static io.chorus.chat.transport.socket.SocketWriter.Outcome.CLOSED;
import static io.chorus.chat.transport.socket.SocketWriter.Outcome.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketWriterTest {
  private static final int HALF = OutboundBounds.HINT_SHARE;
  private static final int WHOLE = OutboundBounds.WHOLE;

  /** On a loop whose turn never ends. */
  private final Flushes flushes = new Flushes(new EmbeddedChannel().eventLoop());

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());

  private boolean memoryIsScarce;

  @AfterEach
  void close() {
    channel.flush();
    channel.finishAndReleaseAll();
  }

  private SocketWriter writer(int frames, int bytes) {
    return new SocketWriter(
        channel.pipeline().context(ChannelInboundHandlerAdapter.class),
        new OutboundBounds(frames, bytes, () -> memoryIsScarce),
        flushes);
  }

  @Test
  void whatMayBeDroppedHasHalfOfTheFrames() {
    SocketWriter writer = writer(10, 1_000_000);

    assertThat(accepted(writer, HALF)).isEqualTo(6);
    assertThat(accepted(writer, WHOLE)).isEqualTo(5);
    assertThat(writer.write(Frames.text(new byte[1]), WHOLE)).isEqualTo(FULL);
  }

  private static int accepted(SocketWriter writer, int share) {
    int count = 0;
    while (count < 1000 && writer.write(Frames.text(new byte[1]), share) == ACCEPTED) {
      count++;
    }
    return count;
  }

  @Test
  void whatMayBeDroppedHasHalfOfTheBytes() {
    SocketWriter writer = writer(1000, 10_000);

    assertThat(writer.write(Frames.text(new byte[6000]), HALF)).isEqualTo(FULL);
    assertThat(writer.write(Frames.text(new byte[6000]), WHOLE)).isEqualTo(ACCEPTED);
    assertThat(writer.write(Frames.text(new byte[10]), HALF)).isEqualTo(FULL);
    assertThat(writer.write(Frames.text(new byte[6000]), WHOLE)).isEqualTo(FULL);
  }

  @Test
  void whatIsNotTakenIsReleased() {
    SocketWriter writer = writer(1000, 100);
    ByteBuf full = Frames.text(new byte[1000]);
    assertThat(writer.write(full, WHOLE)).isEqualTo(FULL);
    assertThat(full.refCnt()).isZero();

    channel.close();
    ByteBuf late = Frames.text(new byte[1]);
    assertThat(writer.write(late, WHOLE)).isEqualTo(CLOSED);
    assertThat(late.refCnt()).isZero();
  }

  @Test
  void whileMemoryIsScarceNothingIsAddedForWhoIsBehind() {
    SocketWriter writer = writer(1000, 10_000);
    memoryIsScarce = true;
    assertThat(writer.write(Frames.text(new byte[10]), WHOLE)).isEqualTo(ACCEPTED);
    assertThat(writer.write(Frames.text(new byte[10]), WHOLE)).isEqualTo(ACCEPTED);

    // As if the network had not taken them.
    channel.unsafe().outboundBuffer().addFlush();
    assertThat(writer.write(Frames.text(new byte[10]), WHOLE)).isEqualTo(FULL);

    memoryIsScarce = false;
    assertThat(writer.write(Frames.text(new byte[10]), WHOLE)).isEqualTo(ACCEPTED);
  }

  @Test
  void theLastFrameIsTakenBeyondTheBounds() {
    SocketWriter writer = writer(1, 1);

    writer.writeLast(Frames.close(1001, "gone"));
    writer.flush();

    ByteBuf written = channel.readOutbound();
    assertThat(written.readUnsignedByte()).isEqualTo((short) 0x88);
    written.release();
  }
}
