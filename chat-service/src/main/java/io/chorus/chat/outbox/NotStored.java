package io.chorus.chat.outbox;

/** No replica acknowledged the message before its deadline, or none ever can. */
public final class NotStored extends RuntimeException {
  NotStored(String message) {
    super(message, null, false, false);
  }
}
