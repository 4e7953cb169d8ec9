package io.chorus.notification.intake;

import io.chorus.model.Text;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.json.JsonObject;
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
  NewNotification read(JsonObject body) {
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
  NewNotification readShort(JsonObject body) {
    return new NewNotification(
        UUID.randomUUID().toString(),
        type(body),
        null,
        message(body),
        null,
        null,
        new Recipients.Users(List.of(userId(body.text("userId")))));
  }

  private Recipients recipients(JsonObject body) {
    boolean one = body.isGiven("userId");
    boolean many = body.isGiven("userIds");
    boolean everybody = Boolean.TRUE.equals(body.flag("broadcast"));
    if ((one ? 1 : 0) + (many ? 1 : 0) + (everybody ? 1 : 0) != 1) {
      throw Refusal.invalid("give exactly one of userId, userIds and broadcast");
    }
    if (everybody) {
      return new Recipients.Everybody();
    }
    return new Recipients.Users(one ? List.of(userId(body.text("userId"))) : userIds(body));
  }

  private List<String> userIds(JsonObject body) {
    List<String> userIds = body.texts("userIds", config.maxRecipients());
    if (userIds.isEmpty()) {
      throw Refusal.invalid("userIds must be a list of 1 to " + config.maxRecipients());
    }
    Set<String> distinct = new LinkedHashSet<>();
    userIds.forEach(id -> distinct.add(userId(id)));
    return List.copyOf(distinct);
  }

  private static String userId(String userId) {
    if (userId == null || userId.isBlank() || userId.length() > MAX_USER_ID) {
      throw Refusal.invalid("a userId must be a text of 1 to " + MAX_USER_ID + " characters");
    }
    return userId;
  }

  private static String type(JsonObject body) {
    String type = body.text("type");
    if (type == null || !TYPE.matcher(type).matches()) {
      throw Refusal.invalid("type must be 1 to 64 of A-Z a-z 0-9 _ . : -");
    }
    return type;
  }

  private static String title(JsonObject body) {
    String title = body.text("title");
    if (title != null && title.length() > MAX_TITLE) {
      throw Refusal.invalid("title must have at most " + MAX_TITLE + " characters");
    }
    return title;
  }

  private String message(JsonObject body) {
    String message = body.text("message");
    if (message == null || message.isEmpty()) {
      throw Refusal.invalid("message must be a text that is not empty");
    }
    bounded("message", message, config.maxMessage());
    return message;
  }

  private String data(JsonObject body) {
    String data = body.value("data");
    if (data != null) {
      bounded("data", data, config.maxData());
    }
    return data;
  }

  private static Instant expiresAt(JsonObject body) {
    Long millis = body.integer("expiresAt");
    if (millis == null) {
      return null;
    }
    // Whether it has passed is for the inbox to say, which knows the time and who asks again.
    if (millis < 0 || millis >= Cursor.toMillis(Cursor.LIMIT)) {
      throw Refusal.invalid("expiresAt must be milliseconds since the epoch");
    }
    return Instant.ofEpochMilli(millis);
  }

  private static void bounded(String name, String text, int maxBytes) {
    if (Text.utf8Length(text) > maxBytes) {
      throw new Refusal(
          ErrorCode.MESSAGE_TOO_LARGE, name + " has more than " + maxBytes + " bytes");
    }
  }
}
