package io.chorus.chat.transport.engineio;

/**
 * Pings the client at its interval, and gives it up when no pong comes in time. Belongs to the
 * session's thread.
 */
final class Heartbeat {
  private final EngineSettings settings;
  private final Timers timers;
  private final Runnable ping;
  private final Runnable dead;
  private Timers.Timer timer;
  private boolean awaiting;

  Heartbeat(EngineSettings settings, Timers timers, Runnable ping, Runnable dead) {
    this.settings = settings;
    this.timers = timers;
    this.ping = ping;
    this.dead = dead;
    schedule();
  }

  private void schedule() {
    timer = timers.after(settings.pingInterval(), this::beat);
  }

  private void beat() {
    awaiting = true;
    timer = timers.after(settings.pingTimeout(), dead);
    ping.run();
  }

  /** One that was not asked for counts for nothing. */
  void ponged() {
    if (awaiting) {
      awaiting = false;
      timer.cancel();
      schedule();
    }
  }

  void stop() {
    awaiting = false;
    timer.cancel();
  }
}
