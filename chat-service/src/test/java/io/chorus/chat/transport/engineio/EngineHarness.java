package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A session with recorders for all that it speaks with. */
public final class EngineHarness {
  /** A GET and what it was answered. */
  static final class RecordedPoll implements Poll {
    String answer;
    EngineError error;

    @Override
    public void answer(List<ByteBuf> packets) {
      ByteBuf payload = Payload.encode(packets);
      answer = payload.toString(StandardCharsets.UTF_8);
      payload.release();
    }

    @Override
    public void refuse(EngineError why) {
      error = why;
    }
  }

  /** A WebSocket and what was written to it. */
  public static final class RecordedWire implements Wire {
    public final List<String> written = new ArrayList<>();
    public CloseCode closed;

    @Override
    public void send(ByteBuf frame) {
      ByteBuf payload = PacketFrame.payload(frame);
      written.add(payload.toString(StandardCharsets.UTF_8));
      payload.release();
    }

    @Override
    public void sendHint(ByteBuf frame) {
      send(frame);
    }

    @Override
    public void close(CloseCode code) {
      closed = closed == null ? code : closed;
    }
  }

  public final ManualTimers timers = new ManualTimers();
  final List<Object> received = new ArrayList<>();
  int ended;
  boolean forgotten;
  boolean polls = true;
  boolean memoryIsScarce;
  final EngineSession session;
  private final Wire wire;

  static EngineHarness polling() {
    return new EngineHarness(null, 4_096, 1_048_576);
  }

  static EngineHarness over(RecordedWire wire) {
    return new EngineHarness(wire, 4_096, 1_048_576);
  }

  EngineHarness(RecordedWire wire, int frames, int bytes) {
    this(wire, frames, bytes, null);
  }

  /** A session over a WebSocket, with a conversation to be tried. */
  public EngineHarness(
      RecordedWire wire, BiFunction<EngineSession, Timers, Conversation> conversation) {
    this(wire, 4_096, 1_048_576, conversation);
  }

  private EngineHarness(
      RecordedWire wire,
      int frames,
      int bytes,
      BiFunction<EngineSession, Timers, Conversation> conversation) {
    this.wire = wire;
    session =
        new EngineSession(
            "s-1",
            new EngineSettings(
                Duration.ofMillis(300),
                Duration.ofMillis(200),
                1_000_000,
                Duration.ofSeconds(10),
                10,
                new OutboundBounds(frames, bytes, () -> memoryIsScarce)),
            timers,
            wire,
            made -> conversation == null ? new Recorder() : conversation.apply(made, timers),
            new Recorder());
  }

  private final class Recorder implements Conversation, EngineSession.Place {
    @Override
    public void counted(int bytes) {}

    @Override
    public void heard() {}

    @Override
    public void upgraded() {
      polls = false;
    }

    @Override
    public void vacated() {
      forgotten = true;
    }

    @Override
    public void received(String message) {
      received.add(message);
    }

    @Override
    public void received(byte[] message) {
      received.add(message);
    }

    @Override
    public void ended(CloseCode why) {
      ended++;
    }
  }

  /** A poll whose answer is read as soon as it is there. */
  RecordedPoll poll() {
    RecordedPoll poll = unreadPoll();
    session.answered(poll);
    return poll;
  }

  RecordedPoll unreadPoll() {
    RecordedPoll poll = new RecordedPoll();
    session.polled(poll);
    return poll;
  }

  /** A frame from the client. */
  public void frame(String packet) throws MalformedPacket {
    frame(Packet.read(packet));
  }

  /** A binary frame from the client. */
  public void frame(byte[] message) {
    frame(new Packet.Binary(message));
  }

  private void frame(Packet packet) {
    session.counted(packet.length());
    session.received(packet, wire);
  }

  EngineError post(String payload) throws MalformedPacket {
    return session.posted(Payload.decode(payload.getBytes(StandardCharsets.UTF_8), 100));
  }

  void send(String message) {
    session.send(PacketFrame.message(message));
  }

  RecordedWire upgraded() throws MalformedPacket {
    RecordedWire wire = new RecordedWire();
    session.offered(wire);
    session.received(Packet.read("2probe"), wire);
    session.received(Packet.read("5"), wire);
    return wire;
  }
}
