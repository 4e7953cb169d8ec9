package io.chorus.chat.transport.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.engineio.EngineHarness.RecordedWire;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class CrossingTest {
  private static final int FRAMES = 4;
  private static final int BYTES = 1_000;

  /** An event loop whose turns are taken by hand. */
  private static final class Loop implements Executor {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    @Override
    public void execute(Runnable action) {
      waiting.add(action);
    }

    int turn() {
      int actions = waiting.size();
      for (int i = 0; i < actions; i++) {
        waiting.poll().run();
      }
      return actions;
    }
  }

  private final Loop sessions = new Loop();
  private final Loop sockets = new Loop();
  private final RecordedWire socket = new RecordedWire();
  private final Crossing crossing =
      new Crossing(sessions, sockets, socket, new OutboundBounds(FRAMES, BYTES, () -> false));

  private ByteBuf send(String message) {
    ByteBuf frame = PacketFrame.message(message);
    crossing.send(frame);
    return frame;
  }

  private void cross() {
    sessions.turn();
    sockets.turn();
  }

  @Test
  void whatIsSentInOneTurnCrossesTogetherAndInOrder() {
    send("one");
    send("two");
    sessions.turn();
    assertThat(sockets.turn()).isEqualTo(1);

    assertThat(socket.written).containsExactly("4one", "4two");
  }

  @Test
  void whatIsUnderWayIsBoundedInFrames() {
    for (int i = 0; i < FRAMES; i++) {
      send("no " + i);
    }
    assertThat(send("one too many").refCnt()).isZero();
    cross();

    assertThat(socket.written).hasSize(FRAMES);
    assertThat(socket.closed).isEqualTo(CloseCode.SLOW_READER);
  }

  @Test
  void whatIsUnderWayIsBoundedInBytes() {
    send("x".repeat(BYTES / 2));
    send("x".repeat(BYTES / 2));
    cross();

    assertThat(socket.written).hasSize(1);
    assertThat(socket.closed).isEqualTo(CloseCode.SLOW_READER);
  }

  @Test
  void whatHasArrivedCountsNoMore() {
    for (int i = 0; i < 10 * FRAMES; i++) {
      send("x".repeat(BYTES / 2));
      cross();
    }

    assertThat(socket.written).hasSize(10 * FRAMES);
    assertThat(socket.closed).isNull();
  }

  @Test
  void hintsAreDroppedWhereHalfOfTheBoundIsTaken() {
    send("one");
    crossing.sendHint(PacketFrame.message("first hint"));
    ByteBuf second = PacketFrame.message("second hint");
    crossing.sendHint(second);
    send("two");
    cross();

    assertThat(second.refCnt()).isZero();
    assertThat(socket.written).containsExactly("4one", "4first hint", "4two");
    assertThat(socket.closed).isNull();
  }

  @Test
  void whatWasSentBeforeTheEndArrivesAheadOfItAndNothingBehind() {
    send("last words");
    crossing.close(CloseCode.TOKEN_EXPIRED);
    assertThat(send("too late").refCnt()).isZero();
    crossing.close(CloseCode.NORMAL);
    cross();

    assertThat(socket.written).containsExactly("4last words");
    assertThat(socket.closed).isEqualTo(CloseCode.TOKEN_EXPIRED);
  }
}
