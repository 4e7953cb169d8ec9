package io.chorus.notification.inbox;

/** What became of a request to notify. */
public sealed interface Accepted {
  /**
   * Stored now.
   *
   * @param cursor microseconds since the epoch
   */
  record Stored(long cursor) implements Accepted {}

  /**
   * The same request was carried out before, with this outcome.
   *
   * @param recipients null for a broadcast
   */
  record Repeated(String id, Integer recipients) implements Accepted {}

  /** Not stored: it is over already. */
  record Expired() implements Accepted {}

  /** Another request was carried out under the same key. */
  record KeyReused() implements Accepted {}
}
