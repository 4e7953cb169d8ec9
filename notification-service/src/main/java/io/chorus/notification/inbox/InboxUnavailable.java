package io.chorus.notification.inbox;

import io.chorus.logging.SparingLog;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The database did not carry out what it was asked for, and may do so another time. */
public final class InboxUnavailable extends RuntimeException {
  private static final SparingLog LOG =
      new SparingLog(Logger.getLogger(InboxUnavailable.class), Duration.ofMinutes(1));

  private InboxUnavailable(Throwable cause) {
    super("the inbox is away: " + cause.getMessage(), cause, false, false);
  }

  /** The log is told here: whoever asked is one of many. */
  static InboxUnavailable noted(Throwable cause) {
    InboxUnavailable outage = new InboxUnavailable(cause);
    LOG.say(Logger.Level.WARN, "outage", outage.getMessage());
    return outage;
  }
}
