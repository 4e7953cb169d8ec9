package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.history.log.LoggedMessage;
import io.chorus.history.log.Stretch;
import io.chorus.http.JsonPage;
import io.chorus.model.Json;
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
  @RegisterForReflection
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
          message.id(),
          message.roomId(),
          message.userId(),
          message.username(),
          message.content(),
          message.metadata(),
          Cursor.toMillis(message.cursor()),
          message.cursor(),
          message.prev());
    }
  }

  /**
   * The page as JSON text.
   *
   * @param newestFirst whether the stretch goes back in time
   * @param maxBytes of the text; messages beyond are left for the next page, but never all of them
   */
  static String text(RoomId room, Stretch stretch, boolean newestFirst, int maxBytes) {
    JsonPage page = new JsonPage(maxBytes);
    boolean all = stretch.messages().stream().allMatch(message -> page.add(Entry.of(message)));
    return "{\"roomId\":%s,\"messages\":%s,\"hasMore\":%s}"
        .formatted(
            Json.text(room.value()),
            newestFirst ? page.reversedArray() : page.array(),
            stretch.hasMore() || !all);
  }
}
