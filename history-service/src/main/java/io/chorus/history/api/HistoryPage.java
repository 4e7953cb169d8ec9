package io.chorus.history.api;

import io.chorus.history.log.state.Entries;
import io.chorus.history.log.state.MessageState;
import io.chorus.history.log.state.RoomState;
import io.chorus.http.JsonPage;
import io.chorus.model.Json;
import io.chorus.model.room.RoomId;

/** Answers to requests for a room's history (docs/protocol.md), as JSON text. */
final class HistoryPage {
  private HistoryPage() {}

  /**
   * Messages as they are.
   *
   * @param newestFirst whether the state goes back in time
   * @param maxBytes of the text; messages beyond are left for the next page, but never all of them
   */
  static String messages(RoomState state, boolean newestFirst, int maxBytes) {
    JsonPage page = new JsonPage(maxBytes);
    boolean all = true;
    for (MessageState message : state.messages()) {
      all = all && page.add(StateJson.of(message));
    }
    return "{\"roomId\":%s,\"messages\":%s,\"hasMore\":%s,\"asOf\":%d}"
        .formatted(
            Json.text(state.roomId()),
            newestFirst ? page.reversedArray() : page.array(),
            state.hasMore() || !all,
            state.asOf());
  }

  /** Entries as they were live. */
  static String entries(RoomId room, Entries.Stretch stretch, int maxBytes) {
    JsonPage page = new JsonPage(maxBytes);
    boolean all = stretch.frames().stream().allMatch(page::addText);
    return "{\"roomId\":%s,\"entries\":%s,\"hasMore\":%s}"
        .formatted(Json.text(room.value()), page.array(), stretch.hasMore() || !all);
  }
}
