package io.chorus.model.message;

import java.util.Objects;

/** Who changed a message, under the name of that moment. */
public record Author(String userId, String username) {
  public Author {
    Objects.requireNonNull(userId);
    Objects.requireNonNull(username);
  }
}
