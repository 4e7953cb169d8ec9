package io.chorus.chat.outbox;

/** No replica acknowledged the message before its deadline, or none ever can. */
public final class NotStored extends RuntimeException {
  private final boolean placeTaken;

  NotStored(String message, boolean placeTaken) {
    super(message, null, false, false);
    this.placeTaken = placeTaken;
  }

  /** Whether another message has this one's place: sent again, it needs another. */
  public boolean isPlaceTaken() {
    return placeTaken;
  }
}
