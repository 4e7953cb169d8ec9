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
 *   <li>Batches have changes of messages too, and messages that answer others; replicas take {@link
 *       io.chorus.model.reading.MarkRequest}s.
 * </ol>
 */
public final class IngestVersion {
  public static final int FIRST = 1;

  /** Knows every kind of log entry, and read markers. */
  public static final int LOG = 3;

  /** What this code speaks. */
  public static final int CURRENT = 3;

  private IngestVersion() {}

  /** The version of whoever said this, or nothing. */
  static int orFirst(Integer said) {
    return said == null ? FIRST : said;
  }
}
