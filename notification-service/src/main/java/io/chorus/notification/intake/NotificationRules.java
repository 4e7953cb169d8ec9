package io.chorus.notification.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.chorus.model.Json;
import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.message.Cursor;
import io.chorus.notification.NotificationConfig;
import io.chorus.notification.inbox.NewNotification;
import io.chorus.notification.inbox.Recipients;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a notification must be. */
@Singleton
class NotificationRules {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final int MAX_USER_ID = 256;
  private static final int MAX_TITLE = 256;

  private final NotificationConfig config;

  NotificationRules(NotificationConfig config) {
    this.config = config;
  }

  /**
   * Reads a notification, and gives it an id. Unknown fields are passed over.
   *
   * @throws Refusal with {@code invalid_request} or {@code message_too_large}
   */
  NewNotification read(JsonNode body) {
    return new NewNotification(
        UUID.randomUUID().toString(),
        type(body),
        title(body),
        message(body),
        data(body),
        expiresAt(body),
        recipients(body));
  }

  /**
   * Reads the short form, for one user: {@code userId}, {@code type} and {@code message} alone.
   *
   * @throws Refusal with {@code invalid_request} or {@code message_too_large}
   */
  NewNotification readShort(JsonNode body) {
    return new NewNotification(
        UUID.randomUUID().toString(),
        type(body),
        null,
        message(body),
        null,
        null,
        new Recipients.Users(List.of(userId(body.path("userId")))));
  }

  private Recipients recipients(JsonNode body) {
    JsonNode one = body.path("userId");
    JsonNode many = body.path("userIds");
    boolean everybody = flag(body, "broadcast");
    int ways = (given(one) ? 1 : 0) + (given(many) ? 1 : 0) + (everybody ? 1 : 0);
    if (ways != 1) {
      throw Refusal.invalid("give exactly one of userId, userIds and broadcast");
    }
    if (everybody) {
      return new Recipients.Everybody();
    }
    return new Recipients.Users(given(one) ? List.of(userId(one)) : userIds(many));
  }

  private List<String> userIds(JsonNode many) {
    if (!many.isArray() || many.isEmpty() || many.size() > config.maxRecipients()) {
      throw Refusal.invalid("userIds must be a list of 1 to " + config.maxRecipients());
    }
    Set<String> distinct = new LinkedHashSet<>();
    many.forEach(id -> distinct.add(userId(id)));
    return List.copyOf(distinct);
  }

  private static String userId(JsonNode id) {
    String userId = id.textValue();
    if (userId == null
        || userId.isBlank()
        || userId.length() > MAX_USER_ID
        || !Text.isStorable(userId)) {
      throw Refusal.invalid("a userId must be a text of 1 to " + MAX_USER_ID + " characters");
    }
    return userId;
  }

  private static String type(JsonNode body) {
    String type = text(body, "type");
    if (type == null || !TYPE.matcher(type).matches()) {
      throw Refusal.invalid("type must be 1 to 64 of A-Z a-z 0-9 _ . : -");
    }
    return type;
  }

  private static String title(JsonNode body) {
    String title = text(body, "title");
    if (title != null && title.length() > MAX_TITLE) {
      throw Refusal.invalid("title must have at most " + MAX_TITLE + " characters");
    }
    return title;
  }

  private String message(JsonNode body) {
    String message = text(body, "message");
    if (message == null || message.isEmpty()) {
      throw Refusal.invalid("message must be a text that is not empty");
    }
    bounded("message", message, config.maxMessage());
    return message;
  }

  private String data(JsonNode body) {
    JsonNode data = body.path("data");
    if (!given(data)) {
      return null;
    }
    String text = Json.text(data);
    if (!Text.isStorable(text)) {
      throw Refusal.invalid("data has half a surrogate pair");
    }
    bounded("data", text, config.maxData());
    return text;
  }

  private static Instant expiresAt(JsonNode body) {
    JsonNode field = body.path("expiresAt");
    if (!given(field)) {
      return null;
    }
    if (!field.canConvertToExactIntegral()
        || !field.canConvertToLong()
        || field.longValue() <= System.currentTimeMillis()
        || field.longValue() >= Cursor.toMillis(Cursor.LIMIT)) {
      throw Refusal.invalid("expiresAt must be milliseconds since the epoch, in the future");
    }
    return Instant.ofEpochMilli(field.longValue());
  }

  private static void bounded(String name, String text, int maxBytes) {
    if (Text.utf8Length(text) > maxBytes) {
      throw new Refusal(
          ErrorCode.MESSAGE_TOO_LARGE, name + " has more than " + maxBytes + " bytes");
    }
  }

  private static String text(JsonNode body, String name) {
    JsonNode field = body.path(name);
    if (!given(field)) {
      return null;
    }
    if (!field.isTextual() || !Text.isStorable(field.textValue())) {
      throw Refusal.invalid(name + " must be a text without NUL");
    }
    return field.textValue();
  }

  private static boolean flag(JsonNode body, String name) {
    JsonNode field = body.path(name);
    if (given(field) && !field.isBoolean()) {
      throw Refusal.invalid(name + " must be true or false");
    }
    return field.asBoolean();
  }

  private static boolean given(JsonNode field) {
    return !field.isMissingNode() && !field.isNull();
  }
}
