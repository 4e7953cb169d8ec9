package io.chorus.model.message;

import io.chorus.model.error.Refusal;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a message or of a change, given by who makes it: 1 to 64 of {@code A-Z a-z 0-9 _ -};
 * unique per room and user.
 */
public final class MessageId {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private MessageId() {}

  /**
   * The given id, or a new one where none is given.
   *
   * @param name what it is called
   * @throws Refusal with {@code invalid_request} if it breaks the grammar
   */
  public static String orNew(String name, String id) {
    return id == null ? UUID.randomUUID().toString() : checked(name, id);
  }

  /**
   * The given id.
   *
   * @param name what it is called
   * @throws Refusal with {@code invalid_request} if it breaks the grammar
   */
  public static String checked(String name, String id) {
    if (!VALID.matcher(id).matches()) {
      throw Refusal.invalid(name + " must be 1 to 64 of A-Z a-z 0-9 _ -");
    }
    return id;
  }
}
