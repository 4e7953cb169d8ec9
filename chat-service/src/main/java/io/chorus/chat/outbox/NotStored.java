package io.chorus.chat.outbox;

/** No replica acknowledged the message before its deadline, or none ever can. */
public final class NotStored extends RuntimeException {
  private final boolean refused;

  NotStored(String message, boolean refused) {
    super(message, null, false, false);
    this.refused = refused;
  }

  /** Whether the history does not take it at its place: sent again, it needs another. */
  public boolean isRefused() {
    return refused;
  }
}
