package io.chorus.history.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.history.log.state.MessageVersion;
import io.chorus.history.log.state.RoomState;
import io.chorus.http.JsonPage;
import io.chorus.model.Json;
import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.identity.UserName;
import io.chorus.model.message.Author;
import io.chorus.model.message.Cursor;
import io.chorus.model.message.MessageId;
import io.chorus.model.message.MessageName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer to a request for one message, as JSON texts.
 *
 * @param versions an array; null where the caller is not to see them
 */
record MessageJson(String message, String versions, long asOf) {
  /** Versions that are told: the newest. */
  static final int MAX_VERSIONS = 50;

  /**
   * @param timestamp milliseconds since the epoch
   */
  @RegisterForReflection
  record Version(
      Author by,
      String content,
      @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) String metadata,
      long timestamp,
      long cursor) {
    static Version of(MessageVersion version) {
      return new Version(
          new Author(version.userId(), version.username()),
          version.content(),
          version.metadata(),
          Cursor.toMillis(version.cursor()),
          version.cursor());
    }
  }

  static MessageJson of(RoomState state) {
    return new MessageJson(
        Json.text(StateJson.of(state.messages().getFirst())), null, state.asOf());
  }

  static MessageJson of(RoomState state, List<MessageVersion> versions, int maxBytes) {
    JsonPage page = new JsonPage(maxBytes);
    versions.stream().map(Version::of).takeWhile(page::add).toList();
    return new MessageJson(
        Json.text(StateJson.of(state.messages().getFirst())), page.reversedArray(), state.asOf());
  }

  /**
   * @throws Refusal with {@code invalid_request} if no message can have that name
   */
  static MessageName name(String userId, String id) {
    if (!UserName.isValid(userId)) {
      throw Refusal.invalid("this is no user's id");
    }
    return new MessageName(userId, MessageId.checked("id", id));
  }

  static Refusal notFound() {
    return new Refusal(ErrorCode.NOT_FOUND, "there is no such message");
  }

  String text() {
    return "{\"message\":"
        + message
        + (versions == null ? "" : ",\"versions\":" + versions)
        + ",\"asOf\":"
        + asOf
        + "}";
  }
}
