package io.chorus.chat.session;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.Cursor;
import io.chorus.model.room.RoomId;

/** What a client may ask for (docs/protocol.md, client to server). */
sealed interface Command {
  record JoinRoom(RoomId room) implements Command {}

  record LeaveRoom(RoomId room) implements Command {}

  /** What goes into the room's log. */
  sealed interface Entry extends Command {
    RoomId room();

    JsonObject fields();
  }

  record SendMessage(RoomId room, JsonObject fields) implements Entry {}

  record EditMessage(RoomId room, JsonObject fields) implements Entry {}

  record DeleteMessage(RoomId room, JsonObject fields) implements Entry {}

  record React(RoomId room, JsonObject fields) implements Entry {}

  /** Says up to which cursor the user has read. */
  record ReadRoom(RoomId room, long cursor) implements Command {}

  record Typing(RoomId room, boolean isTyping) implements Command {}

  record Signal(RoomId room, String name, String payload) implements Command {}

  record Authenticate(String token) implements Command {}

  /** Says who the client takes itself for; username may be null. */
  record Introduce(String userId, String username) implements Command {}

  record Ping() implements Command {}

  /**
   * Reads a request.
   *
   * @throws Refusal with {@code unknown_event} or {@code invalid_request}
   */
  static Command read(String event, JsonObject data) {
    return switch (event) {
      case "join_room" -> new JoinRoom(room(data));
      case "leave_room" -> new LeaveRoom(room(data));
      case "send_message" -> new SendMessage(room(data), data);
      case "edit_message" -> new EditMessage(room(data), data);
      case "delete_message" -> new DeleteMessage(room(data), data);
      case "react" -> new React(room(data), data);
      case "read_room" -> new ReadRoom(room(data), cursor(data));
      case "typing" -> new Typing(room(data), flag(data, "isTyping"));
      case "signal" -> new Signal(room(data), signalName(data), data.value("payload"));
      case "authenticate" ->
          data.isGiven("token") || !data.isGiven("userId")
              ? new Authenticate(text(data, "token"))
              : new Introduce(text(data, "userId"), data.text("username"));
      case "ping" -> new Ping();
      default -> throw new Refusal(ErrorCode.UNKNOWN_EVENT, "no such event");
    };
  }

  private static RoomId room(JsonObject data) {
    return new RoomId(text(data, "roomId"));
  }

  private static String signalName(JsonObject data) {
    String name = text(data, "name");
    if (name.isEmpty() || name.length() > 64) {
      throw Refusal.invalid("name must have 1 to 64 characters");
    }
    return name;
  }

  private static long cursor(JsonObject data) {
    long cursor = required(data.integer("cursor"), "cursor must be an integer");
    if (cursor < 0 || cursor >= Cursor.LIMIT) {
      throw Refusal.invalid("cursor must be 0 or above, and below 2^53");
    }
    return cursor;
  }

  private static String text(JsonObject data, String name) {
    return required(data.text(name), name + " must be a text");
  }

  private static boolean flag(JsonObject data, String name) {
    return required(data.flag(name), name + " must be true or false");
  }

  private static <T> T required(T member, String otherwise) {
    if (member == null) {
      throw Refusal.invalid(otherwise);
    }
    return member;
  }
}
