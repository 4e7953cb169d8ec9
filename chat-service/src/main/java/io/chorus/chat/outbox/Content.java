package io.chorus.chat.outbox;

import io.chorus.model.Json;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.message.ChatMessage;

/**
 * What is to be stored.
 *
 * @param text JSON
 * @param needs the {@link IngestVersion} that a replica has to know for it: the one with which its
 *     kind, or a member that must not be lost, came
 */
record Content(String roomId, String text, int needs) {
  static Content of(ChatMessage message) {
    return new Content(message.roomId(), Json.text(message), IngestVersion.FIRST);
  }
}
