package io.chorus.chat.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.room.RoomId;

/** What a client may ask for (docs/protocol.md, client to server). */
sealed interface Command {
  record JoinRoom(RoomId room) implements Command {}

  record LeaveRoom(RoomId room) implements Command {}

  record SendMessage(RoomId room, JsonNode fields) implements Command {}

  record Typing(RoomId room, boolean isTyping) implements Command {}

  record Signal(RoomId room, String name, JsonNode payload) implements Command {}

  record Authenticate(String token) implements Command {}

  record Ping() implements Command {}

  /**
   * Reads a request.
   *
   * @throws Refusal with {@code unknown_event} or {@code invalid_request}
   */
  static Command read(String event, JsonNode data) {
    if (!data.isObject()) {
      throw Refusal.invalid("data must be an object");
    }
    return switch (event) {
      case "join_room" -> new JoinRoom(room(data));
      case "leave_room" -> new LeaveRoom(room(data));
      case "send_message" -> new SendMessage(room(data), data);
      case "typing" -> new Typing(room(data), flag(data, "isTyping"));
      case "signal" -> new Signal(room(data), signalName(data), data.path("payload"));
      case "authenticate" -> new Authenticate(text(data, "token"));
      case "ping" -> new Ping();
      default -> throw new Refusal(ErrorCode.UNKNOWN_EVENT, "no such event");
    };
  }

  private static RoomId room(JsonNode data) {
    return new RoomId(text(data, "roomId"));
  }

  private static String signalName(JsonNode data) {
    String name = text(data, "name");
    if (name.isEmpty() || name.length() > 64) {
      throw Refusal.invalid("name must have 1 to 64 characters");
    }
    return name;
  }

  private static String text(JsonNode data, String name) {
    JsonNode field = data.path(name);
    if (!field.isTextual()) {
      throw Refusal.invalid(name + " must be a text");
    }
    return field.textValue();
  }

  private static boolean flag(JsonNode data, String name) {
    JsonNode field = data.path(name);
    if (!field.isBoolean()) {
      throw Refusal.invalid(name + " must be true or false");
    }
    return field.booleanValue();
  }
}
