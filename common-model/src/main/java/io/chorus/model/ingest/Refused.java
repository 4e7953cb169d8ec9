package io.chorus.model.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a replica does not take an entry. */
public enum Refused {
  /** It is no entry of a log. */
  UNREADABLE,
  /** There is something in it that came after the replica's version. */
  UNKNOWN_CONTENT,
  /** It is too old for its place. */
  TOO_LATE,
  /** Its place is another one's, or PostgreSQL cannot store it. */
  NOT_STORABLE,
  /** It changes a message that never was, as it would be there by now. */
  NOT_FOUND,
  /** It changes a message that was deleted. */
  DELETED,
  /** It edits a message that is too old for it. */
  TOO_OLD,
  /** Its author has as many different reactions on that message as are allowed. */
  TOO_MANY;

  /**
   * Reads it; empty where it came later than this code, or none is said.
   *
   * @param text as it travels, or null
   */
  public static Optional<Refused> read(String text) {
    return Arrays.stream(values()).filter(refused -> refused.text().equals(text)).findFirst();
  }

  /** Whether it is refused whatever its place: to be given again would not help. */
  public boolean isFinal() {
    return switch (this) {
      case NOT_FOUND, DELETED, TOO_OLD, TOO_MANY -> true;
      case UNREADABLE, UNKNOWN_CONTENT, TOO_LATE, NOT_STORABLE -> false;
    };
  }

  /** As it travels. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
