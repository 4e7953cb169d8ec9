package io.chorus.chat.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.chorus.chat.bus.PresenceStore.Member;
import io.chorus.model.reading.RoomRead;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Data of replies and events (docs/protocol.md). Times are in milliseconds since the epoch. */
@RegisterForReflection
final class Payloads {
  private Payloads() {}

  record Nothing() {}

  record Authenticated(
      int version,
      String userId,
      String username,
      String socketId,
      long expiresAt,
      long heartbeatSeconds,
      int maxMessageBytes) {}

  record Joined(
      String roomId,
      @JsonInclude(JsonInclude.Include.ALWAYS) Long cursor,
      List<Member> members,
      int memberCount) {}

  record Left(String roomId) {}

  record Draining(long reconnectAfterMs) {}

  record Expiry(long expiresAt) {}

  record Read(int unread, int mentions, Boolean more) {
    static Read of(RoomRead read) {
      return new Read(read.unread(), read.mentions(), read.more());
    }
  }

  record Seen(String roomId, String userId, long cursor) {}

  record UserTyping(String roomId, String userId, String username, boolean isTyping) {}

  record Signalled(
      String roomId, String userId, String username, String name, @JsonRawValue String payload) {}
}
