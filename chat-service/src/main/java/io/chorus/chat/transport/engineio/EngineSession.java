package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One Engine.IO session: its carrier, its heartbeat, its end. Begins with polling or with a
 * WebSocket; from polling it may be upgraded. Belongs to one thread, on which every method is
 * called: requests and sockets that arrive on others hop to it. Knows neither channels nor event
 * loops.
 *
 * <p>While it polls, what is sent waits for the next poll, within bounds in frames and bytes; a
 * client that lets them fill is given up, as one that does not read a socket is. One answer is on
 * its way at a time.
 */
public final class EngineSession {
  /** How long what was said last waits for a poll that fetches it. */
  private static final Duration LINGER = Duration.ofSeconds(30);

  /** How long a poll may last while the client waits for its last one to end. */
  private static final Duration FORCED_POLL = Duration.ofMillis(100);

  /** How long a client that has said that it closes may still come for the end of its poll. */
  private static final Duration LEAVE = Duration.ofSeconds(1);

  /** What a session takes up. */
  interface Place {
    /** It polls no more. */
    void upgraded();

    /** It is over. Once. */
    void vacated();
  }

  private enum State {
    OPEN,
    /** Waits for a last poll, takes nothing more. */
    CLOSING,
    /** The client closes; its last poll may be on its way. */
    LEAVING,
    CLOSED
  }

  private final String id;
  private final Timers timers;
  private final EngineSettings settings;
  private final Conversation conversation;
  private final Place place;
  private final Polls polls;
  private final Heartbeat heartbeat;
  private State state = State.OPEN;
  private Wire wire;
  private Upgrade upgrade;
  private Timers.Timer linger;

  /**
   * @param wire null where the session begins with polling
   * @param conversation made at once, for this session; must not send before this returns
   * @param place what it takes up, for as long as anything about it is of use
   */
  EngineSession(
      String id,
      EngineSettings settings,
      Timers timers,
      Wire wire,
      Function<EngineSession, Conversation> conversation,
      Place place) {
    this.id = id;
    this.timers = timers;
    this.settings = settings;
    this.place = place;
    this.wire = wire;
    this.polls = new Polls(settings);
    this.heartbeat = new Heartbeat(settings, timers, this::ping, this::silent);
    this.conversation = conversation.apply(this);
    if (wire != null) {
      wire.send(PacketFrame.text(Handshake.packet(id, List.of(), settings)));
    }
  }

  /** The secret by which requests name it. */
  String id() {
    return id;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** The answer to the request that began a polling session. */
  String handshake() {
    return Handshake.packet(id, List.of("websocket"), settings);
  }

  /**
   * Sends a packet, and closes where too much waits already.
   *
   * @param frame a {@link PacketFrame}, owned by this call
   */
  public void send(ByteBuf frame) {
    if (state != State.OPEN) {
      frame.release();
    } else if (wire != null) {
      wire.send(frame);
    } else if (polls.add(frame, Waiting.WHOLE)) {
      polls.answer();
    } else {
      abort(CloseCode.SLOW_READER);
    }
  }

  /**
   * Sends a packet, or drops it where much waits.
   *
   * @param frame a {@link PacketFrame}, owned by this call
   */
  public void sendHint(ByteBuf frame) {
    if (state != State.OPEN) {
      frame.release();
    } else if (wire != null) {
      wire.sendHint(frame);
    } else if (polls.add(frame, Waiting.HINT_SHARE)) {
      polls.answer();
    }
  }

  private void ping() {
    send(PacketFrame.text(PacketType.PING, ""));
  }

  private void silent() {
    abort(CloseCode.SILENT);
  }

  /** Takes a poll: answers it now, or as soon as there is something to say. */
  void polled(Poll request) {
    if (state == State.CLOSED) {
      request.refuse(EngineError.UNKNOWN_SESSION);
    } else if (wire != null) {
      request.refuse(EngineError.BAD_REQUEST);
    } else if (polls.isAtHand()) {
      // Two at once would race for the packets.
      request.refuse(EngineError.BAD_REQUEST);
      abort(CloseCode.PROTOCOL_ERROR);
    } else {
      polls.take(request);
      answerPoll();
    }
  }

  private void answerPoll() {
    if (!polls.mayAnswer()) {
      return;
    }
    switch (state) {
      case OPEN -> polls.answer();
      case CLOSING -> abort(CloseCode.NORMAL);
      case LEAVING -> {
        polls.end(PacketType.NOOP);
        abort(CloseCode.NORMAL);
      }
      case CLOSED -> {}
    }
  }

  /** The network has taken an answer. */
  void answered(Poll request) {
    polls.answered(request);
    answerPoll();
  }

  /** Whoever asked has gone: what the answer would have carried could be lost. */
  void cancelled(Poll request) {
    if (polls.cancelled(request)) {
      abort(CloseCode.NORMAL);
    }
  }

  /**
   * Takes what was posted.
   *
   * @return null, or why it is refused
   */
  EngineError posted(List<Packet> packets) {
    EngineError refused = refusal();
    if (refused == null) {
      packets.forEach(this::received);
    }
    return refused;
  }

  /** Why polling requests are refused; null while they are not. */
  EngineError refusal() {
    if (state != State.OPEN) {
      return EngineError.UNKNOWN_SESSION;
    }
    return wire != null ? EngineError.BAD_REQUEST : null;
  }

  /** Takes a packet of the WebSocket, or one that was posted. */
  void received(Packet packet) {
    if (state != State.OPEN) {
      return;
    }
    conversation.counted(packet.length());
    if (state == State.OPEN) {
      take(packet);
    }
  }

  private void take(Packet packet) {
    switch (packet) {
      case Packet.Binary(byte[] message) -> conversation.received(message);
      case Packet.Text(PacketType type, String data) -> {
        switch (type) {
          case MESSAGE -> conversation.received(data);
          case PONG -> heartbeat.ponged();
          case CLOSE -> leave();
          // In this version it is the server that pings.
          case PING -> malformed();
          case OPEN, UPGRADE, NOOP -> {}
        }
      }
    }
  }

  private void leave() {
    boolean overtook = wire == null && !polls.isAtHand();
    polls.end(PacketType.NOOP);
    if (overtook) {
      // The last poll may be behind what was posted.
      polls.drop();
      linger(State.LEAVING, LEAVE, CloseCode.NORMAL);
    } else {
      abort(CloseCode.NORMAL);
    }
  }

  /** Takes nothing more, and waits for a last poll. */
  private void linger(State until, Duration time, CloseCode code) {
    state = until;
    heartbeat.stop();
    withdraw();
    linger = timers.after(time, () -> abort(code));
    conversation.ended(code == CloseCode.NORMAL ? null : code);
  }

  /** Takes what is not of the protocol. */
  public void malformed() {
    abort(CloseCode.PROTOCOL_ERROR);
  }

  /** The same, of a WebSocket that may not carry the session. */
  void malformed(Wire from) {
    if (from == wire) {
      malformed();
    } else {
      withdrawn(from);
    }
  }

  /**
   * Takes a WebSocket that wants to carry this session; false where it may not: it carries one
   * already, another one is trying, or it is over.
   */
  boolean offered(Wire candidate) {
    if (state != State.OPEN || wire != null || upgrade != null) {
      return false;
    }
    upgrade =
        new Upgrade(candidate, timers.after(settings.upgradeTimeout(), () -> withdrawn(candidate)));
    return true;
  }

  /** Takes a packet of a WebSocket, whether it carries the session or wants to. */
  void received(Packet packet, Wire from) {
    if (from == wire) {
      received(packet);
    } else if (upgrade != null && upgrade.wire() == from) {
      switch (upgrade.received(packet)) {
        case PROBED -> probed();
        case COMPLETED -> upgraded();
        case FAILED -> withdrawn(from);
      }
    }
  }

  /** The client waits for its last poll to end before it goes on: polls end from now on. */
  private void probed() {
    polls.end(PacketType.NOOP);
    endNextPoll();
  }

  private void endNextPoll() {
    Upgrade probed = upgrade;
    // Not at once: it may have been sent behind the upgrade, and overtaken it.
    probed.then(
        timers.after(
            FORCED_POLL,
            () -> {
              if (upgrade == probed && state == State.OPEN) {
                polls.end(PacketType.NOOP);
                endNextPoll();
              }
            }));
  }

  private void upgraded() {
    polls.refuse(EngineError.BAD_REQUEST);
    wire = upgrade.complete();
    upgrade = null;
    place.upgraded();
    polls.takeAll().forEach(wire::send);
  }

  /** Goes on without a WebSocket that did not take over. */
  private void withdrawn(Wire candidate) {
    if (upgrade != null && upgrade.wire() == candidate) {
      upgrade.cancel();
      upgrade = null;
      candidate.close(CloseCode.NORMAL);
    }
  }

  /**
   * A WebSocket closes.
   *
   * @param why null where the client began, or the connection was lost
   */
  void lost(Wire gone, CloseCode why) {
    if (gone == wire) {
      abort(why == null ? CloseCode.NORMAL : why);
    } else {
      withdrawn(gone);
    }
  }

  /** Ends it; what was sent before still goes out, where the client fetches it. */
  public void close(CloseCode code) {
    if (state != State.OPEN) {
      return;
    }
    if (wire != null || polls.isAtHand()) {
      abort(code);
    } else {
      linger(State.CLOSING, LINGER, code);
    }
  }

  /** Ends it at once: what waits is for the poll at hand, or for nobody. */
  private void abort(CloseCode code) {
    if (state == State.CLOSED) {
      return;
    }
    boolean told = state == State.CLOSING || state == State.LEAVING;
    state = State.CLOSED;
    heartbeat.stop();
    withdraw();
    polls.end(PacketType.CLOSE);
    polls.drop();
    if (wire != null) {
      wire.close(code);
    }
    if (linger != null) {
      linger.cancel();
    }
    place.vacated();
    if (!told) {
      conversation.ended(code == CloseCode.NORMAL ? null : code);
    }
  }

  private void withdraw() {
    if (upgrade != null) {
      withdrawn(upgrade.wire());
    }
  }
}
