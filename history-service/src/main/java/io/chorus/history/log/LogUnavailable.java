package io.chorus.history.log;

/** The database did not carry out what it was asked for, and may do so another time. */
public final class LogUnavailable extends RuntimeException {
  LogUnavailable(Throwable cause) {
    super("the log is away: " + cause.getMessage(), cause, false, false);
  }
}
