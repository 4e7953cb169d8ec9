package io.chorus.notification.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.http.JsonPage;
import io.chorus.model.notification.Notification;
import io.chorus.notification.inbox.InboxItem;
import io.chorus.notification.inbox.InboxPage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a request for the inbox (docs/protocol.md).
 *
 * @param unread of the whole inbox
 */
@RegisterForReflection
record InboxAnswer(List<Entry> notifications, long unread, boolean hasMore) {

  /**
   * A notification, as live clients get it, and whether it is read.
   *
   * @param timestamp milliseconds since the epoch
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @RegisterForReflection
  record Entry(
      String id,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null for a broadcast")
          String userId,
      String type,
      String message,
      String title,
      @JsonRawValue @Schema(implementation = Object.class, description = "Any JSON, as it was sent")
          String data,
      Long expiresAt,
      long timestamp,
      long cursor,
      boolean read) {

    static Entry of(InboxItem item) {
      Notification notification = item.notification();
      return new Entry(
          notification.id(),
          notification.userId(),
          notification.type(),
          notification.message(),
          notification.title(),
          notification.data(),
          notification.expiresAt(),
          notification.timestamp(),
          notification.cursor(),
          item.read());
    }
  }

  /**
   * The answer as JSON text.
   *
   * @param forward whether the page goes from the older to the newer
   * @param maxBytes of the text; entries beyond are left for the next page, but never all of them
   */
  static String text(InboxPage page, boolean forward, long unread, int maxBytes) {
    JsonPage entries = new JsonPage(maxBytes);
    boolean all = page.items().stream().allMatch(item -> entries.add(Entry.of(item)));
    return "{\"notifications\":%s,\"unread\":%d,\"hasMore\":%s}"
        .formatted(
            forward ? entries.reversedArray() : entries.array(), unread, page.hasMore() || !all);
  }
}
