package io.chorus.chat.outbox;

import io.chorus.model.ingest.Refused;

/** No replica acknowledged the entry before its deadline, or none ever can. */
public final class NotStored extends RuntimeException {
  private final boolean refused;
  private final Refused reason;

  private NotStored(String message, boolean refused, Refused reason) {
    super(message, null, false, false);
    this.refused = refused;
    this.reason = reason;
  }

  static NotStored late() {
    return new NotStored("not acknowledged before the deadline", false, null);
  }

  /**
   * @param reason null where it is none that is known here
   * @param text the reason for people
   */
  static NotStored refused(Refused reason, String text) {
    return new NotStored("the history does not take it: " + text, true, reason);
  }

  /** Whether the history does not take it at its place: given again, it needs another. */
  public boolean isRefused() {
    return refused && !isFinal();
  }

  /** Whether the history takes it at no place. */
  public boolean isFinal() {
    return reason != null && reason.isFinal();
  }

  /** Why it is refused; null where that is not known. */
  public Refused reason() {
    return reason;
  }
}
