package io.chorus.model.message;

import java.util.Objects;

/** Names a message within its room: by its sender and its id. */
public record MessageName(String userId, String id) {
  public MessageName {
    Objects.requireNonNull(userId);
    Objects.requireNonNull(id);
  }
}
