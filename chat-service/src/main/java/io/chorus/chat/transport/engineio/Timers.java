package io.chorus.chat.transport.engineio;

import java.time.Duration;

/** Runs something later, on the session's own thread. */
@FunctionalInterface
public interface Timers {
  /** Never runs it again once it has run, nor after {@link Timer#cancel}. */
  Timer after(Duration delay, Runnable action);

  /** What has not happened yet. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }
}
