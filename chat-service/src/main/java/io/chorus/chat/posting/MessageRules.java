package io.chorus.chat.posting;

import io.chorus.chat.ChatConfig;
import io.chorus.chat.bus.Draft;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageId;
import io.chorus.model.message.MessageName;
import io.chorus.model.room.RoomId;
import jakarta.inject.Singleton;

/** What a message must be, whichever way it comes. */
@Singleton
public class MessageRules {
  private final int maxContent;
  private final int maxMetadata;

  MessageRules(ChatConfig config) {
    this.maxContent = config.messages().maxContent();
    this.maxMetadata = config.messages().maxMetadata();
  }

  /**
   * Reads a message's fields.
   *
   * @throws Refusal with {@code invalid_request} or {@code message_too_large}
   */
  public Draft draft(RoomId room, Identity sender, JsonObject fields) {
    return new Draft(
        room,
        new ChatMessage(
            MessageId.orNew("id", fields.text("id")),
            room.value(),
            sender.userId(),
            sender.username(),
            content(fields),
            metadata(fields),
            replyTo(fields),
            LogEntry.UNPLACED,
            null));
  }

  private static MessageName replyTo(JsonObject fields) {
    JsonObject named = fields.object("replyTo");
    return named == null ? null : ChangeRules.named(named.text("userId"), named.text("id"));
  }

  /** What a message says, or will say. */
  String content(JsonObject fields) {
    String content = fields.text("content");
    if (content == null || content.isEmpty()) {
      throw Refusal.invalid("content must be a text that is not empty");
    }
    return within(maxContent, "content", content);
  }

  /** Null where there is none. */
  String metadata(JsonObject fields) {
    String metadata = fields.value("metadata");
    return metadata == null ? null : within(maxMetadata, "metadata", metadata);
  }

  private static String within(int maxBytes, String name, String text) {
    if (Text.utf8Length(text) > maxBytes) {
      throw new Refusal(
          ErrorCode.MESSAGE_TOO_LARGE, name + " has more than " + maxBytes + " bytes");
    }
    return text;
  }
}
