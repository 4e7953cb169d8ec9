package io.chorus.notification.intake;

/** An {@code Idempotency-Key} came again with another body. */
final class KeyReused extends RuntimeException {
  KeyReused() {
    super("this Idempotency-Key was used for another request", null, false, false);
  }
}
