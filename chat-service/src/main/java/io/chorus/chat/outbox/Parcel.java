package io.chorus.chat.outbox;

import io.chorus.model.message.ChatMessage;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;

/** One message in the outbox. Belongs to the outbox's event loop. */
final class Parcel {
  final ChatMessage message;
  final Promise<Long> stored;
  final long deadlineNanos;
  boolean done;
  private int failures;
  private Set<String> avoided = Set.of();

  Parcel(ChatMessage message, Promise<Long> stored, long deadlineNanos) {
    this.message = message;
    this.stored = stored;
    this.deadlineNanos = deadlineNanos;
  }

  /** Rough length, in characters. */
  int size() {
    return message.content().length()
        + (message.metadata() == null ? 0 : message.metadata().length());
  }

  /** Replicas that were asked without success since the last time around. */
  Set<String> avoided() {
    return avoided;
  }

  void avoid(String replica) {
    Set<String> more = new HashSet<>(avoided);
    // Once around all of them: one that failed a while ago may be the one that works now.
    avoided = more.add(replica) ? more : Set.of(replica);
  }

  boolean wasHandedOn() {
    return failures > 0;
  }

  /**
   * Counts a replica that failed it, and gives the pause before the next: none at first, then
   * longer and longer.
   */
  long nextPauseMillis() {
    return failures++ == 0 ? 0 : Math.min(1000, 25L << Math.min(failures, 6));
  }
}
