package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.history.log.LoggedMessage;
import io.chorus.history.log.Page;
import io.chorus.model.message.Cursor;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a request for history (docs/protocol.md). */
@RegisterForReflection
record HistoryPage(String roomId, List<Entry> messages, boolean hasMore) {

  /**
   * A message, as live clients get it.
   *
   * @param timestamp milliseconds since the epoch
   */
  record Entry(
      String id,
      String roomId,
      String userId,
      String username,
      String content,
      @JsonRawValue
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(implementation = Object.class, description = "Any JSON, as it was sent")
          String metadata,
      long timestamp,
      long cursor,
      @JsonInclude(JsonInclude.Include.ALWAYS) Long prev) {

    static Entry of(LoggedMessage message) {
      return new Entry(
          message.id,
          message.roomId,
          message.userId,
          message.username,
          message.content,
          message.metadata,
          Cursor.toMillis(message.cursor),
          message.cursor,
          message.prev);
    }
  }

  static HistoryPage of(RoomId room, Page page) {
    return new HistoryPage(
        room.value(), page.messages().stream().map(Entry::of).toList(), page.hasMore());
  }
}
