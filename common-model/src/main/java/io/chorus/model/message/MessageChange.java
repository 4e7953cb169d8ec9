package io.chorus.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What somebody did to a message. On the bus it begins with the name of its event, which a message
 * has not; then come, of every kind,
 *
 * <pre>
 *   {"event":"message_edited","roomId":"general","userId":"ada","id":"m-1",
 *    "by":{"userId":"ada","username":"Ada"},"changeId":"c-1",…,"cursor":1795000000123456,"prev":0}
 * </pre>
 *
 * <p>with the members of the kind before {@code cursor}. {@code prev} is left out where it is null.
 * The same (room, {@code by.userId}, changeId) again is the same change, whatever its kind.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = MessageChange.KIND)
@JsonSubTypes({
  @JsonSubTypes.Type(value = MessageEdit.class, name = "message_edited"),
  @JsonSubTypes.Type(value = MessageDeletion.class, name = "message_deleted"),
  @JsonSubTypes.Type(value = MessageReaction.class, name = "reaction")
})
public sealed interface MessageChange extends LogEntry
    permits MessageEdit, MessageDeletion, MessageReaction {
  /** The member that comes first, and tells the kind. */
  String KIND = "event";

  /** Who did it. */
  Author by();

  /** The id of the change, unique among those of who did it in the room. */
  String changeId();

  @Override
  MessageChange at(long cursor, Long prev);
}
