package io.chorus.bus;

/**
 * Redis did not answer within the bound on waiting, refused, or too much is waiting for it already.
 * What was asked for may or may not have been carried out.
 */
public final class BusUnavailable extends RuntimeException {
  public BusUnavailable(String message) {
    super(message, null, false, false);
  }
}
