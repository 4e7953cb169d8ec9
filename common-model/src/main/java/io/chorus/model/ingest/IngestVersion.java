package io.chorus.model.ingest;

/**
 * Versions of what chat instances and history replicas say to each other. An upgrade runs two of
 * them side by side, so each side says its own, and is told nothing that came later.
 *
 * <ol>
 *   <li>Announcements, batches of chat messages, acknowledgements; nobody says a version.
 *   <li>All of them name the suite; announcements say how far the history has come and when they
 *       were sent, and batches return the latter; acknowledgements give reasons. A replica refuses
 *       content in which there is anything that it does not know.
 * </ol>
 */
public final class IngestVersion {
  public static final int FIRST = 1;

  /** What this code speaks. */
  public static final int CURRENT = 2;

  private IngestVersion() {}

  /** The version of whoever said this, or nothing. */
  static int orFirst(Integer said) {
    return said == null ? FIRST : said;
  }
}
