package io.chorus.checker.client;

/**
 * Which of the protocol's rules a client follows.
 *
 * @param followsPrev goes back when a message's {@code prev} is not what it has seen
 * @param followsResync goes back when it is told to
 */
public record Rules(boolean followsPrev, boolean followsResync) {
  public static final Rules ALL = new Rules(true, true);

  /** Those of a client that trusts live delivery. */
  public static final Rules NO_REPAIR = new Rules(false, false);
}
