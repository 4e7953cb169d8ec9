package io.chorus.model.message;

/**
 * An entry of a room's log: whatever has a cursor there. A message is one, and so is each {@link
 * MessageChange}; all of them share one chain, so none is missed unnoticed. Each names one message
 * by room, sender and id: its own, or the one that it changes.
 *
 * <p>A message is as it was sent and as its newest edit by cursor leaves it; a deletion ends it for
 * good. So entries that come late, twice or ahead of what they change need no care.
 */
public sealed interface LogEntry permits ChatMessage, MessageChange {
  /** In place of a cursor, while there is none. */
  long UNPLACED = 0;

  String roomId();

  /** Sender of the message. */
  String userId();

  /** Id of the message, unique among its sender's in the room. */
  String id();

  /** Its place: microseconds since the epoch, strictly increasing within a room. */
  long cursor();

  /** Cursor of the entry before; 0 where all before is behind the horizon, null if unknown. */
  Long prev();

  /** The same at a place in the log. */
  LogEntry at(long cursor, Long prev);

  /** Milliseconds since the epoch, derived from the cursor so that every observer sees the same. */
  default long timestamp() {
    return Cursor.toMillis(cursor());
  }
}
