package io.chorus.checker.client;

/**
 * Which of the protocol's rules a client follows.
 *
 * @param followsPrev goes back when a message's {@code prev} is not what it has seen
 * @param followsResync goes back when it is told to
 * @param heedsEdits takes an edit for more than a place in the log
 */
public record Rules(boolean followsPrev, boolean followsResync, boolean heedsEdits) {
  public static final Rules ALL = new Rules(true, true, true);

  /** Those of a client that knows messages alone. */
  public static final Rules NO_EDITS = new Rules(true, true, false);

  /** Those of a client that trusts live delivery. */
  public static final Rules NO_REPAIR = new Rules(false, false, true);
}
