package io.chorus.model.room;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.chorus.model.error.Refusal;

/**
 * Room name: 1 to 128 of {@code A-Z a-z 0-9 _ . : -}, but neither {@code .} nor {@code ..}, which
 * no URL can name.
 *
 * @throws Refusal with {@code invalid_request} if it is not
 */
public record RoomId(@JsonValue String value) {
  private static final int MAX_LENGTH = 128;

  @JsonCreator
  public RoomId {
    if (!isValid(value)) {
      throw Refusal.invalid("roomId must be 1 to 128 of A-Z a-z 0-9 _ . : - and not . or ..");
    }
  }

  private static boolean isValid(String value) {
    if (value == null || value.isEmpty() || value.length() > MAX_LENGTH) {
      return false;
    }
    if (value.equals(".") || value.equals("..")) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '.'
        || c == ':'
        || c == '-';
  }

  @Override
  public String toString() {
    return value;
  }
}
