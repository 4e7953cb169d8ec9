package io.chorus.model.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import io.chorus.model.Json;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.Cursor;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Frames of what is in a room's log. The head of one has all but {@code timestamp}, {@code cursor}
 * and {@code prev}: whoever stamps the entry appends those three and the closing braces, so the
 * frame is encoded once for the whole cluster.
 */
public final class EntryFrame {
  private static final int NAMES = 224;

  private EntryFrame() {}

  /** The frame of an entry that has its place, as it was live. */
  public static String of(LogEntry entry) {
    return head(entry)
        + ",\"timestamp\":"
        + entry.timestamp()
        + ",\"cursor\":"
        + entry.cursor()
        + ",\"prev\":"
        + entry.prev()
        + "}}";
  }

  /** The frame of a place at which nothing is: what had been given it was refused. */
  public static String ofVoid(String roomId, long cursor, Long prev) {
    return "{\"event\":\"%s\",\"data\":{\"roomId\":%s,\"timestamp\":%d,\"cursor\":%d,\"prev\":%d}}"
        .formatted(Event.VOID.wire(), Json.text(roomId), Cursor.toMillis(cursor), cursor, prev);
  }

  /** Up to the stamp, which is not looked at. */
  public static String head(LogEntry entry) {
    StringWriter text = new StringWriter(NAMES + content(entry).length());
    try (JsonGenerator json = Json.mapper().getFactory().createGenerator(text)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      json.writeStartObject();
      json.writeStringField("event", event(entry).wire());
      json.writeObjectFieldStart("data");
      switch (entry) {
        case ChatMessage message -> write(message, json);
        case MessageChange change -> write(change, json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The event by which clients are told. */
  public static Event event(LogEntry entry) {
    return switch (entry) {
      case ChatMessage message -> Event.MESSAGE;
      case MessageEdit edit -> Event.MESSAGE_EDITED;
      case MessageDeletion deletion -> Event.MESSAGE_DELETED;
      case MessageReaction reaction -> Event.REACTION;
    };
  }

  private static String content(LogEntry entry) {
    return switch (entry) {
      case ChatMessage message -> message.content();
      case MessageEdit edit -> edit.content();
      case MessageDeletion deletion -> "";
      case MessageReaction reaction -> reaction.reaction();
    };
  }

  private static void write(ChatMessage message, JsonGenerator json) throws IOException {
    json.writeStringField("id", message.id());
    json.writeStringField("roomId", message.roomId());
    json.writeStringField("userId", message.userId());
    json.writeStringField("username", message.username());
    json.writeStringField("content", message.content());
    writeMetadata(message.metadata(), json);
    MessageName replyTo = message.replyTo();
    if (replyTo != null) {
      json.writeObjectFieldStart("replyTo");
      json.writeStringField("userId", replyTo.userId());
      json.writeStringField("id", replyTo.id());
      json.writeEndObject();
    }
  }

  private static void write(MessageChange change, JsonGenerator json) throws IOException {
    json.writeStringField("roomId", change.roomId());
    json.writeStringField("id", change.id());
    json.writeStringField("userId", change.userId());
    json.writeObjectFieldStart("by");
    json.writeStringField("userId", change.by().userId());
    json.writeStringField("username", change.by().username());
    json.writeEndObject();
    switch (change) {
      case MessageEdit edit -> {
        json.writeStringField("content", edit.content());
        writeMetadata(edit.metadata(), json);
      }
      case MessageDeletion deletion -> {}
      case MessageReaction reaction -> {
        json.writeStringField("reaction", reaction.reaction());
        json.writeBooleanField("on", reaction.on());
      }
    }
    json.writeStringField("changeId", change.changeId());
  }

  private static void writeMetadata(String metadata, JsonGenerator json) throws IOException {
    if (metadata != null) {
      json.writeFieldName("metadata");
      json.writeRawValue(metadata);
    }
  }
}
