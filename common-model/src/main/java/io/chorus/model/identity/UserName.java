package io.chorus.model.identity;

import io.chorus.model.Text;

/**
 * Names by which users are known, their ids among them: 1 to 256 characters that are not all white
 * space, without control characters.
 */
public final class UserName {
  private static final int MAX_LENGTH = 256;

  private UserName() {}

  /** Whether a user may have that name, or that id. */
  public static boolean isValid(String name) {
    return !name.isBlank()
        && name.length() <= MAX_LENGTH
        && Text.isStorable(name)
        && name.chars().noneMatch(Character::isISOControl);
  }
}
