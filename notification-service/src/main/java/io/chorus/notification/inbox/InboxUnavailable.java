package io.chorus.notification.inbox;

/** The database did not carry out what it was asked for, and may do so another time. */
public final class InboxUnavailable extends RuntimeException {
  InboxUnavailable(Throwable cause) {
    super("the inbox is away: " + cause.getMessage(), cause, false, false);
  }
}
