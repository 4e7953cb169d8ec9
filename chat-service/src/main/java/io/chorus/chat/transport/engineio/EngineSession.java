package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One Engine.IO session: what it takes, its heartbeat, its end. Begins with polling or with a
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
    /** Takes nothing more, and waits for the poll that fetches its last word. */
    PARTING,
    CLOSED
  }

  /**
   * @param lastWord ends the last poll
   * @param patience ends the waiting for it
   */
  private record Parting(PacketType lastWord, Timers.Timer patience) {}

  private final String id;
  private final Timers timers;
  private final EngineSettings settings;
  private final Conversation conversation;
  private final Place place;
  private final Carriers carriers;
  private final Heartbeat heartbeat;
  private State state = State.OPEN;
  private Parting parting;

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
    this.carriers = new Carriers(settings, timers, wire, place::upgraded);
    this.heartbeat =
        new Heartbeat(
            settings,
            timers,
            () -> send(PacketFrame.text(PacketType.PING, "")),
            () -> abort(CloseCode.SILENT));
    this.conversation = conversation.apply(this);
    if (wire != null) {
      wire.send(PacketFrame.text(Handshake.packet(id, List.of(), settings)));
    }
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
    } else if (!carriers.send(frame)) {
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
    } else {
      carriers.sendHint(frame);
    }
  }

  /** Takes a poll: answers it now, or as soon as there is something to say. */
  void polled(Poll request) {
    if (state == State.CLOSED) {
      request.refuse(EngineError.UNKNOWN_SESSION);
    } else if (!carriers.isPolling()) {
      request.refuse(EngineError.BAD_REQUEST);
    } else if (carriers.polls().isAtHand()) {
      // Two at once would race for the packets.
      request.refuse(EngineError.BAD_REQUEST);
      abort(CloseCode.PROTOCOL_ERROR);
    } else {
      carriers.polls().take(request);
      answerPoll();
    }
  }

  /** The network has taken an answer. */
  void answered(Poll request) {
    carriers.polls().answered(request);
    answerPoll();
  }

  private void answerPoll() {
    Polls polls = carriers.polls();
    if (state == State.PARTING && polls.mayAnswer()) {
      polls.end(parting.lastWord());
      abort(CloseCode.NORMAL);
    } else {
      polls.answer();
    }
  }

  /** Whoever asked has gone: what the answer would have carried could be lost. */
  void cancelled(Poll request) {
    if (carriers.polls().cancelled(request)) {
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
    return carriers.isPolling() ? null : EngineError.BAD_REQUEST;
  }

  private void received(Packet posted) {
    counted(posted.length());
    take(posted);
  }

  /** Counts a frame of a WebSocket, whatever is in it, ahead of what it may bring. */
  void counted(int bytes) {
    if (state == State.OPEN) {
      conversation.counted(bytes);
    }
  }

  /** Takes a packet of a WebSocket, whether it carries the session or wants to. */
  void received(Packet packet, Wire from) {
    if (carriers.isCarriedBy(from)) {
      take(packet);
    } else {
      carriers.received(packet, from);
    }
  }

  private void take(Packet packet) {
    if (state != State.OPEN) {
      return;
    }
    conversation.heard();
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
    Polls polls = carriers.polls();
    boolean overtook = carriers.isPolling() && !polls.isAtHand();
    polls.end(PacketType.NOOP);
    if (overtook) {
      // The last poll may be behind what was posted.
      polls.drop();
      part(PacketType.NOOP, LEAVE, CloseCode.NORMAL);
    } else {
      abort(CloseCode.NORMAL);
    }
  }

  /** Takes what is not of the protocol. */
  public void malformed() {
    abort(CloseCode.PROTOCOL_ERROR);
  }

  /** The same, of a WebSocket that may not carry the session. */
  void malformed(Wire from) {
    if (carriers.isCarriedBy(from)) {
      malformed();
    } else {
      carriers.withdraw(from);
    }
  }

  /**
   * Takes a WebSocket that wants to carry this session; false where it may not: it carries one
   * already, another one is trying, or it is over.
   */
  boolean offered(Wire candidate) {
    return state == State.OPEN && carriers.offer(candidate);
  }

  /**
   * A WebSocket closes.
   *
   * @param why null where the client began, or the connection was lost
   */
  void lost(Wire gone, CloseCode why) {
    if (carriers.isCarriedBy(gone)) {
      abort(why == null ? CloseCode.NORMAL : why);
    } else {
      carriers.withdraw(gone);
    }
  }

  /** Ends it; what was sent before still goes out, where the client fetches it. */
  public void close(CloseCode code) {
    if (state == State.OPEN) {
      if (carriers.isPolling() && !carriers.polls().isAtHand()) {
        part(PacketType.CLOSE, LINGER, code);
      } else {
        abort(code);
      }
    }
  }

  private void part(PacketType lastWord, Duration time, CloseCode code) {
    state = State.PARTING;
    parting = new Parting(lastWord, timers.after(time, () -> abort(code)));
    heartbeat.stop();
    carriers.withdraw();
    tellEnd(code);
  }

  /** Ends it at once: what waits is for the poll at hand, or for nobody. */
  public void abort(CloseCode code) {
    State before = state;
    if (before == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    heartbeat.stop();
    carriers.close(code);
    if (parting != null) {
      parting.patience().cancel();
    }
    place.vacated();
    if (before == State.OPEN) {
      tellEnd(code);
    }
  }

  private void tellEnd(CloseCode code) {
    conversation.ended(code == CloseCode.NORMAL ? null : code);
  }
}
