package io.chorus.chat.outbox;

import io.chorus.model.ingest.IngestBatch;
import io.chorus.model.ingest.IngestVersion;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One message on its way to the history: what it says, until when, and what has been tried. Belongs
 * to the outbox's event loop.
 */
final class Parcel {
  private static final long FIRST_PAUSE_MILLIS = 25;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final String roomId;
  private final int needs;
  private final String traceparent;
  private final int bytes;
  private final long stampedNanos;
  private final long deadlineNanos;
  private final Promise<Long> stored;
  private final Consumer<Parcel> ended;
  private String content;
  private boolean handedOn;
  private int silences;
  private int moves;
  private Set<String> avoided = Set.of();

  /**
   * @param bytes that it takes at the most
   * @param stampedNanos when the message got its place, by {@link System#nanoTime}
   * @param ended told before {@code stored} completes, either way
   */
  Parcel(
      Content content,
      int bytes,
      long stampedNanos,
      long deadlineNanos,
      Promise<Long> stored,
      Consumer<Parcel> ended) {
    this.roomId = content.roomId();
    this.needs = content.needs();
    this.traceparent = content.traceparent();
    this.content = content.text();
    this.bytes = bytes;
    this.stampedNanos = stampedNanos;
    this.deadlineNanos = deadlineNanos;
    this.stored = stored;
    this.ended = ended;
  }

  String roomId() {
    return roomId;
  }

  int bytes() {
    return bytes;
  }

  /** The {@link IngestVersion} that a replica has to know for it. */
  int needs() {
    return needs;
  }

  /** Null where nobody traces it. */
  String traceparent() {
    return traceparent;
  }

  /** As JSON; null once this is done. */
  String content() {
    return content;
  }

  long ageMillis(long nowNanos) {
    return TimeUnit.NANOSECONDS.toMillis(ageNanos(nowNanos));
  }

  long ageNanos(long nowNanos) {
    return Math.max(0, nowNanos - stampedNanos);
  }

  boolean isDone() {
    return content == null;
  }

  boolean isOver(long nowNanos) {
    return deadlineNanos - nowNanos <= 0;
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
    if (isDone()) {
      return false;
    }
    // Batches that were handed on know it for longer; they must not keep what it says.
    content = null;
    ended.accept(this);
    return true;
  }

  /** Replicas that were asked without success since the last time around. */
  Set<String> avoided() {
    return avoided;
  }

  /**
   * How many may travel together with it. The more often nobody answered, the fewer: if it is what
   * makes its company fail, the others are soon without it.
   */
  int company() {
    int halvings = 2 * Math.clamp(silences - 1L, 0, 8);
    return Math.max(1, IngestBatch.MAX_MESSAGES >> halvings);
  }

  boolean wasHandedOn() {
    return handedOn;
  }

  /**
   * A replica that had it has not stored it, as far as is known.
   *
   * @param silent whether it did not even say so
   */
  void failedAt(String replica, boolean silent) {
    handedOn = true;
    if (silent) {
      silences++;
    }
    movedFrom(replica);
  }

  /** A replica for which it waited does not store at the moment. */
  void movedFrom(String replica) {
    moves++;
    Set<String> more = new HashSet<>(avoided);
    // Once around all of them: one that failed a while ago may be the one that works now.
    avoided = more.add(replica) ? more : Set.of(replica);
  }

  /** Milliseconds before the next replica: none at first, then longer and longer. */
  long pauseMillis() {
    return moves <= 1
        ? 0
        : Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(moves, 6));
  }
}
