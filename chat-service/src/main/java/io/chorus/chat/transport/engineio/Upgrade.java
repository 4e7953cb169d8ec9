package io.chorus.chat.transport.engineio;

/** A WebSocket on its way to take a polling session over. Belongs to the session's thread. */
final class Upgrade {
  private static final String PROBE = "probe";

  enum Step {
    PROBED,
    COMPLETED,
    FAILED
  }

  private final Wire wire;
  private final Timers.Timer timeout;
  private Timers.Timer next;
  private boolean probed;

  Upgrade(Wire wire, Timers.Timer timeout) {
    this.wire = wire;
    this.timeout = timeout;
  }

  Wire wire() {
    return wire;
  }

  /** What is done next while it is under way. */
  void then(Timers.Timer timer) {
    next = timer;
  }

  Step received(Packet packet) {
    if (packet instanceof Packet.Text(PacketType type, String data)) {
      if (type == PacketType.PING && PROBE.equals(data)) {
        probed = true;
        wire.send(PacketFrame.text(PacketType.PONG, PROBE));
        return Step.PROBED;
      }
      if (type == PacketType.UPGRADE && probed) {
        return Step.COMPLETED;
      }
    }
    return Step.FAILED;
  }

  Wire complete() {
    cancel();
    return wire;
  }

  void cancel() {
    timeout.cancel();
    if (next != null) {
      next.cancel();
    }
  }
}
