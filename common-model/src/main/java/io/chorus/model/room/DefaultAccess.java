package io.chorus.model.room;

/** What a token without a {@code rooms} claim may join: {@code chorus.rooms.default-access}. */
public enum DefaultAccess {
  /** Every room. */
  OPEN,
  /** No room. */
  CLOSED
}
