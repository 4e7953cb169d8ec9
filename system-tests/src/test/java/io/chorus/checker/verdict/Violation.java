package io.chorus.checker.verdict;

import java.util.Arrays;
import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param what the case, in words
 * @param words what to look for in the traces
 */
public record Violation(Kind kind, String what, List<String> words) {
  /** The promises, by how they are broken. */
  public enum Kind {
    /** Acknowledged, or read from the history before, and not in it. */
    LOST,
    /** In the history twice. */
    DOUBLED,
    /** Acknowledged at another place than the history's. */
    MISPLACED,
    /** Neither stored nor refused for good when everything had run for long. */
    UNANSWERED,
    /** In the history, and missing for somebody who was in the room. */
    UNSEEN,
    /** Seen at another place than the history's. */
    SEEN_ELSEWHERE,
    /** Live, or in the history, before an older one. */
    OUT_OF_ORDER,
    /** Somebody was without live delivery for longer than the fault before it allows. */
    SILENT,
    /** Still sending or reading long after everything was ready again. */
    RESTLESS,
    /** Names an older one, or none, as the one before it, where there is a younger one. */
    OVERLOOKED,
    /** A join named a place beyond the end of the room's log. */
    AHEAD,
    /** Refused for good, or never sent, and there nevertheless. */
    APPEARED,
    /** Acknowledged before, and not in a later page that covers its place. */
    UNREAD,
    /** A replica says of a message what the log does not lead to, or is behind its end. */
    MISSTATED,
    /** A client shows of a message what the log does not lead to. */
    SEEN_OTHERWISE,
    /** What is unread and is not, or the other way round; a marker that has gone back. */
    MISCOUNTED,
    /** Somebody who is gone counts as present, or the other way round. */
    WRONG_MEMBERS
  }

  public static Violation of(Kind kind, String what, Object... words) {
    return new Violation(kind, what, Arrays.stream(words).map(String::valueOf).toList());
  }

  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
