package io.chorus.checker.client;

/**
 * A page that was not as it had to be.
 *
 * @param what in words
 */
public record Misreading(Fault fault, String what) {
  /** What may be wrong with a page. */
  public enum Fault {
    /** It lacks what was known before it was asked for. */
    LACKING,
    /** Its rows are out of order, twice, or not those that were asked for. */
    DISORDERED
  }
}
