package io.chorus.chat.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.Draft;
import io.chorus.model.Json;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.message.MessageId;
import io.chorus.model.room.RoomId;
import jakarta.inject.Singleton;

/** What a message must be, whichever way it comes. */
@Singleton
public class MessageRules {
  private final int maxContent;

  MessageRules(ChatConfig config) {
    this.maxContent = config.messages().maxContent();
  }

  /**
   * Reads a message's fields.
   *
   * @throws Refusal with {@code invalid_request} or {@code message_too_large}
   */
  public Draft draft(RoomId room, Identity sender, JsonNode fields) {
    return new Draft(
        MessageId.orNew(optionalText(fields, "id")),
        room,
        sender.userId(),
        sender.username(),
        content(fields),
        metadata(fields));
  }

  private String content(JsonNode fields) {
    String content = optionalText(fields, "content");
    if (content == null || content.isEmpty()) {
      throw Refusal.invalid("content must be a text that is not empty");
    }
    if (Text.utf8Length(content) > maxContent) {
      throw new Refusal(
          ErrorCode.MESSAGE_TOO_LARGE, "content has more than " + maxContent + " bytes");
    }
    if (!Text.isStorable(content)) {
      throw Refusal.invalid("content has a NUL or half a surrogate pair");
    }
    return content;
  }

  private static String metadata(JsonNode fields) {
    JsonNode metadata = fields.path("metadata");
    if (metadata.isMissingNode() || metadata.isNull()) {
      return null;
    }
    String text = Json.text(metadata);
    if (!Text.isStorable(text)) {
      throw Refusal.invalid("metadata has half a surrogate pair");
    }
    return text;
  }

  private static String optionalText(JsonNode fields, String name) {
    JsonNode field = fields.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return null;
    }
    if (!field.isTextual()) {
      throw Refusal.invalid(name + " must be a text");
    }
    return field.textValue();
  }
}
