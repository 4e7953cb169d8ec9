package io.chorus.checker.trace;

/** How an operation ended, by what its client was told. */
public enum Outcome {
  OK,
  /** Refused for good: it must not have happened. */
  FAILED,
  /** No answer, or one that leaves it open: it may have happened, or may happen yet. */
  UNKNOWN
}
