package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.history.log.state.MessageState;
import io.chorus.model.message.Cursor;
import io.chorus.model.message.MessageName;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A message as it is, as clients get it: the members of a live one, then what has become of it.
 *
 * @param timestamp milliseconds since the epoch
 * @param editedAt of its newest edit, likewise; null where there is none
 * @param deleted true where it is; null otherwise
 * @param replies how many there are, 99 at the most; null where there are none
 * @param more true where there are more replies than that; null otherwise
 */
@RegisterForReflection
record StateJson(
    String id,
    String roomId,
    String userId,
    String username,
    String content,
    @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) String metadata,
    long timestamp,
    long cursor,
    @JsonInclude(JsonInclude.Include.ALWAYS) Long prev,
    Long editedAt,
    Boolean deleted,
    MessageName replyTo,
    Integer replies,
    Boolean more,
    @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) String reactions) {
  private static final int MOST = 99;

  static StateJson of(MessageState message) {
    int replies = message.replies();
    return new StateJson(
        message.id(),
        message.roomId(),
        message.userId(),
        message.username(),
        message.content(),
        message.metadata(),
        Cursor.toMillis(message.cursor()),
        message.cursor(),
        message.prev(),
        message.edited() == null ? null : Cursor.toMillis(message.edited()),
        message.deleted() ? true : null,
        message.replyTo(),
        replies == 0 ? null : Math.min(replies, MOST),
        replies > MOST ? true : null,
        message.reactions());
  }
}
