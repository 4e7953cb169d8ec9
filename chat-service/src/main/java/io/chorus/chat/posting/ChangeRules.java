package io.chorus.chat.posting;

import io.chorus.chat.bus.Draft;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.Identity;
import io.chorus.model.identity.UserName;
import io.chorus.model.json.JsonObject;
import io.chorus.model.message.Author;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageDeletion;
import io.chorus.model.message.MessageEdit;
import io.chorus.model.message.MessageId;
import io.chorus.model.message.MessageName;
import io.chorus.model.message.MessageReaction;
import io.chorus.model.room.RoomId;
import jakarta.inject.Singleton;

/**
 * What a change of a message must be, and who may make it, whichever way it comes. The name of a
 * message says whose it is, so nothing is looked up. All methods throw a {@link Refusal}: {@code
 * invalid_request}, {@code message_too_large}, or {@code forbidden} where the message is another's.
 */
@Singleton
public class ChangeRules {
  private final MessageRules messages;

  ChangeRules(MessageRules messages) {
    this.messages = messages;
  }

  /** Who changes a message: anybody their own, a moderator others' too. */
  public void demandRight(RoomId room, Identity author, MessageName message) {
    if (!message.userId().equals(author.userId()) && !author.moderates(room)) {
      throw new Refusal(ErrorCode.FORBIDDEN, "the message is another user's");
    }
  }

  /** Another content, and other metadata or none. */
  public Draft edit(RoomId room, Identity author, MessageName message, JsonObject fields) {
    demandRight(room, author, message);
    return new Draft(
        room,
        new MessageEdit(
            room.value(),
            message.userId(),
            message.id(),
            author(author),
            changeId(fields.text("changeId")),
            messages.content(fields),
            messages.metadata(fields),
            LogEntry.UNPLACED,
            null));
  }

  /**
   * @param changeId null for a new one; of the other methods, too
   */
  public Draft deletion(RoomId room, Identity author, MessageName message, String changeId) {
    demandRight(room, author, message);
    return new Draft(
        room,
        new MessageDeletion(
            room.value(),
            message.userId(),
            message.id(),
            author(author),
            changeId(changeId),
            LogEntry.UNPLACED,
            null));
  }

  /** Everybody may react to everything. */
  public Draft reaction(
      RoomId room,
      Identity author,
      MessageName message,
      String reaction,
      boolean on,
      String changeId) {
    return new Draft(
        room,
        new MessageReaction(
            room.value(),
            message.userId(),
            message.id(),
            author(author),
            changeId(changeId),
            reaction(reaction),
            on,
            LogEntry.UNPLACED,
            null));
  }

  /**
   * The message that a request names.
   *
   * @param userId its sender
   */
  public static MessageName named(String userId, String id) {
    if (userId == null || !UserName.isValid(userId)) {
      throw Refusal.invalid("userId must be the id of a user");
    }
    if (id == null) {
      throw Refusal.invalid("id must be the id of a message");
    }
    return new MessageName(userId, MessageId.checked("id", id));
  }

  private static Author author(Identity identity) {
    return new Author(identity.userId(), identity.username());
  }

  private static String changeId(String given) {
    return MessageId.orNew("changeId", given);
  }

  private static String reaction(String reaction) {
    if (reaction == null
        || reaction.isEmpty()
        || !Text.isStorable(reaction)
        || Text.utf8Length(reaction) > MessageReaction.MAX_BYTES) {
      throw Refusal.invalid(
          "reaction must be a text of 1 to " + MessageReaction.MAX_BYTES + " bytes");
    }
    return reaction;
  }
}
