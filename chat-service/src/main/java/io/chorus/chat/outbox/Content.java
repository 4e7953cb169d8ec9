package io.chorus.chat.outbox;

import io.chorus.model.Json;
import io.chorus.model.ingest.IngestVersion;
import io.chorus.model.message.ChatMessage;
import io.chorus.model.message.LogEntry;
import io.chorus.model.message.MessageChange;

/**
 * What is to be stored.
 *
 * @param text JSON
 * @param needs the {@link IngestVersion} that a replica has to know for it: the one with which its
 *     kind, or a member that must not be lost, came
 * @param traceparent of the step in which it is stored; null where that is not traced
 */
record Content(String roomId, String text, int needs, String traceparent) {
  static Content of(LogEntry entry, String traceparent) {
    return new Content(entry.roomId(), Json.text(entry), needs(entry), traceparent);
  }

  private static int needs(LogEntry entry) {
    return switch (entry) {
      case ChatMessage message when message.replyTo() == null -> IngestVersion.FIRST;
      case ChatMessage answer -> IngestVersion.LOG;
      case MessageChange change -> IngestVersion.LOG;
    };
  }
}
