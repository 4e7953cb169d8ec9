package io.chorus.model.ingest;

import java.util.Locale;

/** Why a replica does not take a message. */
public enum Refused {
  /** It is no message. */
  UNREADABLE,
  /** There is something in it that came after the replica's version. */
  UNKNOWN_CONTENT,
  /** It is too old for its place. */
  TOO_LATE,
  /** Its place is another one's, or PostgreSQL cannot store it. */
  NOT_STORABLE;

  /** As it travels. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
