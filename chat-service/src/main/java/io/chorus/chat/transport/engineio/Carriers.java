package io.chorus.chat.transport.engineio;

import io.chorus.chat.session.CloseCode;
import io.chorus.chat.transport.socket.OutboundBounds;
import io.netty.buffer.ByteBuf;

/**
 * What the packets of a session travel on: polls, or a WebSocket, and from the one to the other
 * once. Belongs to the session's thread.
 */
final class Carriers {
  private final EngineSettings settings;
  private final Timers timers;
  private final Runnable upgraded;
  private final Polls polls;
  private Wire wire;
  private Upgrade upgrade;

  /**
   * @param wire null where the session begins with polling
   * @param upgraded called when it polls no more
   */
  Carriers(EngineSettings settings, Timers timers, Wire wire, Runnable upgraded) {
    this.settings = settings;
    this.timers = timers;
    this.upgraded = upgraded;
    this.polls = new Polls(settings.outbound());
    this.wire = wire;
  }

  boolean isPolling() {
    return wire == null;
  }

  Polls polls() {
    return polls;
  }

  /**
   * Sends a packet; false where too much waits for the next poll already.
   *
   * @param frame owned by this call
   */
  boolean send(ByteBuf frame) {
    if (wire != null) {
      wire.send(frame);
      return true;
    }
    boolean added = polls.add(frame, OutboundBounds.WHOLE);
    polls.answer();
    return added;
  }

  /**
   * Sends a packet, or drops it where much waits.
   *
   * @param frame owned by this call
   */
  void sendHint(ByteBuf frame) {
    if (wire != null) {
      wire.sendHint(frame);
    } else {
      polls.add(frame, OutboundBounds.HINT_SHARE);
      polls.answer();
    }
  }

  boolean isCarriedBy(Wire other) {
    return wire == other;
  }

  /**
   * Takes a WebSocket that wants to carry the session; false where it may not: it is carried by one
   * already, or another one is trying.
   */
  boolean offer(Wire candidate) {
    if (wire != null || upgrade != null) {
      return false;
    }
    upgrade =
        new Upgrade(candidate, polls, timers, settings.upgradeTimeout(), () -> withdraw(candidate));
    return true;
  }

  /** Takes a packet of a WebSocket that wants to carry the session. */
  void received(Packet packet, Wire candidate) {
    if (isTrying(candidate)) {
      switch (upgrade.received(packet)) {
        case GOES_ON -> {}
        case COMPLETED -> switchTo(candidate);
        case FAILED -> withdraw(candidate);
      }
    }
  }

  private boolean isTrying(Wire candidate) {
    return upgrade != null && upgrade.wire() == candidate;
  }

  private void switchTo(Wire next) {
    upgrade.stop();
    upgrade = null;
    polls.refuse(EngineError.BAD_REQUEST);
    wire = next;
    upgraded.run();
    polls.takeAll().forEach(wire::send);
  }

  /** Goes on without a WebSocket that did not take over. */
  void withdraw(Wire candidate) {
    if (isTrying(candidate)) {
      withdraw();
    }
  }

  /** Goes on without any WebSocket that has not taken over. */
  void withdraw() {
    if (upgrade != null) {
      upgrade.stop();
      upgrade.wire().close(CloseCode.NORMAL);
      upgrade = null;
    }
  }

  /** Ends: what waits is for the poll at hand, or for nobody. */
  void close(CloseCode code) {
    withdraw();
    polls.end(PacketType.CLOSE);
    polls.drop();
    if (wire != null) {
      wire.close(code);
    }
  }
}
