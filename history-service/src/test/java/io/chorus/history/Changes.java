package io.chorus.history;

import io.chorus.model.message.Author;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;

/** Changes of one room's messages for tests; all messages are those of u1. */
public record Changes(String room) {
  private static final Author ADA = new Author("u1", "Ada");

  public ChatMessage message(String id, long cursor) {
    return message(id, null, cursor);
  }

  public ChatMessage message(String id, String metadata, long cursor) {
    return new ChatMessage(id, room, "u1", "Ada", "says " + id, metadata, cursor, cursor - 1);
  }

  public ChatMessage reply(String id, String to, long cursor) {
    MessageName name = new MessageName("u1", to);
    return new ChatMessage(id, room, "u2", "Bob", "answers", null, name, cursor, cursor - 1);
  }

  public MessageEdit edit(String id, String content, long cursor) {
    return edit(id, content, null, cursor);
  }

  public MessageEdit edit(String id, String content, String metadata, long cursor) {
    return new MessageEdit(
        room, "u1", id, ADA, "e" + cursor, content, metadata, cursor, cursor - 1);
  }

  public MessageDeletion deletion(String id, long cursor) {
    return new MessageDeletion(room, "u1", id, ADA, "d" + cursor, cursor, cursor - 1);
  }

  public MessageReaction reaction(String id, String by, String reaction, boolean on, long cursor) {
    Author author = new Author(by, by.toUpperCase());
    return new MessageReaction(
        room, "u1", id, author, "r" + cursor, reaction, on, cursor, cursor - 1);
  }
}
