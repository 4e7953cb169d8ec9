package io.chorus.model.message;

import io.chorus.model.error.Refusal;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message's id, given by its sender: 1 to 64 of {@code A-Z a-z 0-9 _ -}; unique per room and
 * sender.
 */
public final class MessageId {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private MessageId() {}

  /**
   * The given id, or a new one where the sender gave none.
   *
   * @throws Refusal with {@code invalid_request} if it breaks the grammar
   */
  public static String orNew(String id) {
    if (id == null) {
      return UUID.randomUUID().toString();
    }
    if (!VALID.matcher(id).matches()) {
      throw Refusal.invalid("id must be 1 to 64 of A-Z a-z 0-9 _ -");
    }
    return id;
  }
}
