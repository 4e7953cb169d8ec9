package io.chorus.notification.fanout;

/** Wants to know when there may be something new in an inbox. */
public interface Listener {
  /** Called on any thread, and must only hand over. */
  void inboxMayHaveGrown();
}
