package io.chorus.chat.transport.engineio;

import java.time.Duration;

/**
 * A WebSocket on its way to take a polling session over. From the probe on the client waits for its
 * last poll to end, so polls end then. Belongs to the session's thread.
 */
final class Upgrade {
  private static final String PROBE = "probe";

  /** How long a poll may last while the client waits for its last one to end. */
  private static final Duration FORCED_POLL = Duration.ofMillis(100);

  enum Step {
    GOES_ON,
    COMPLETED,
    FAILED
  }

  private final Wire wire;
  private final Polls polls;
  private final Timers timers;
  private final Timers.Timer timeout;
  private Timers.Timer nextPoll;

  /**
   * @param expired called when it has taken too long
   */
  Upgrade(Wire wire, Polls polls, Timers timers, Duration time, Runnable expired) {
    this.wire = wire;
    this.polls = polls;
    this.timers = timers;
    this.timeout = timers.after(time, expired);
  }

  Wire wire() {
    return wire;
  }

  Step received(Packet packet) {
    if (packet instanceof Packet.Text(PacketType type, String data)) {
      if (type == PacketType.PING && PROBE.equals(data) && nextPoll == null) {
        wire.send(PacketFrame.text(PacketType.PONG, PROBE));
        polls.end(PacketType.NOOP);
        endNextPoll();
        return Step.GOES_ON;
      }
      if (type == PacketType.UPGRADE && nextPoll != null) {
        return Step.COMPLETED;
      }
    }
    return Step.FAILED;
  }

  private void endNextPoll() {
    // Not at once: it may have been sent behind the upgrade, and overtaken it.
    nextPoll =
        timers.after(
            FORCED_POLL,
            () -> {
              polls.end(PacketType.NOOP);
              endNextPoll();
            });
  }

  /** It is over, in whatever way. */
  void stop() {
    timeout.cancel();
    if (nextPoll != null) {
      nextPoll.cancel();
    }
  }
}
