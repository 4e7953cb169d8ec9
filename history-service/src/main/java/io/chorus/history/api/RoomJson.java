package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.history.log.reading.UserRooms.UserRoom;
import io.chorus.history.log.state.MessageState;
import io.chorus.history.log.state.RoomState;
import io.chorus.model.Json;
import io.chorus.model.reading.RoomRead;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * One of the caller's rooms.
 *
 * @param lastMessage as it is; null where only changes of others were stored, or none has room in
 *     the answer
 * @param unread messages of others behind the marker, 99 at the most
 * @param more true where there are more unread or mentions than that; null otherwise
 * @param read the caller's marker
 * @param cursor the place of the newest entry of the room's log
 * @param messages those that were asked for, oldest first; null where none were
 * @param hasMore whether there are older ones; likewise
 * @param asOf the place that they are of; likewise
 */
@RegisterForReflection
record RoomJson(
    String roomId,
    @JsonRawValue @JsonInclude(JsonInclude.Include.ALWAYS) String lastMessage,
    int unread,
    int mentions,
    Boolean more,
    long read,
    long cursor,
    @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) String messages,
    Boolean hasMore,
    Long asOf) {

  static RoomJson of(UserRoom room, RoomState newest) {
    return of(room, newest, null, null, null);
  }

  /**
   * @param state the messages that were asked for, newest first
   * @param limit how many of them were asked for
   */
  static RoomJson of(UserRoom room, RoomState newest, RoomState state, int limit) {
    List<MessageState> messages =
        state.messages().subList(0, Math.min(limit, state.messages().size()));
    List<String> texts =
        messages.reversed().stream().map(message -> Json.text(StateJson.of(message))).toList();
    boolean hasMore = state.hasMore() || messages.size() < state.messages().size();
    return of(room, newest, "[" + String.join(",", texts) + "]", hasMore, state.asOf());
  }

  private static RoomJson of(
      UserRoom room, RoomState newest, String messages, Boolean hasMore, Long asOf) {
    RoomRead left = room.left().told();
    return new RoomJson(
        left.roomId(),
        newest.messages().isEmpty() ? null : Json.text(StateJson.of(newest.messages().getFirst())),
        left.unread(),
        left.mentions(),
        left.more(),
        left.cursor(),
        room.newest(),
        messages,
        hasMore,
        asOf);
  }
}
