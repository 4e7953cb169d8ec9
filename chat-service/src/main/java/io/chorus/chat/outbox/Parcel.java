package io.chorus.chat.outbox;

import io.chorus.model.message.ChatMessage;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;

/** One message in the outbox. Belongs to the outbox's event loop. */
final class Parcel {
  final ChatMessage message;
  final long deadlineNanos;
  private final Promise<Long> stored;
  private final Runnable freed;
  private boolean done;
  private int failures;
  private Set<String> avoided = Set.of();

  /**
   * @param freed run before {@code stored} completes, either way
   */
  Parcel(ChatMessage message, Promise<Long> stored, long deadlineNanos, Runnable freed) {
    this.message = message;
    this.stored = stored;
    this.deadlineNanos = deadlineNanos;
    this.freed = freed;
  }

  boolean isDone() {
    return done;
  }

  /** Whether nothing will become of it any more. */
  boolean isOver(long nowNanos) {
    return done || deadlineNanos - nowNanos <= 0;
  }

  void complete(long cursor) {
    if (end()) {
      stored.complete(cursor);
    }
  }

  void fail(NotStored why) {
    if (end()) {
      stored.fail(why);
    }
  }

  /** False where it has ended before. */
  private boolean end() {
    if (done) {
      return false;
    }
    done = true;
    freed.run();
    return true;
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
