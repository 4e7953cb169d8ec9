package io.chorus.model.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.chorus.model.Json;
import io.chorus.model.room.RoomId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The first part of a {@code message} frame: all but {@code timestamp}, {@code cursor} and {@code
 * prev}. Whoever stamps the message appends those three and the closing braces, so the frame is
 * encoded once for the whole cluster.
 */
public final class MessageFrame {
  private MessageFrame() {}

  public static String head(
      String id, RoomId room, String userId, String username, String content, String metadata) {
    StringWriter text = new StringWriter(160 + content.length());
    try (JsonGenerator json = Json.mapper().getFactory().createGenerator(text)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      json.writeStartObject();
      json.writeStringField("event", Event.MESSAGE.wire());
      json.writeObjectFieldStart("data");
      json.writeStringField("id", id);
      json.writeStringField("roomId", room.value());
      json.writeStringField("userId", userId);
      json.writeStringField("username", username);
      json.writeStringField("content", content);
      if (metadata != null) {
        json.writeFieldName("metadata");
        json.writeRawValue(metadata);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
