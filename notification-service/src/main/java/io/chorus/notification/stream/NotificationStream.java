package io.chorus.notification.stream;

import io.chorus.logging.SparingLog;
import io.chorus.model.Json;
import io.chorus.model.frame.Event;
import io.chorus.model.identity.Identity;
import io.chorus.notification.inbox.InboxItem;
import io.chorus.notification.inbox.InboxPage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * One client's stream: everything in its inbox after a cursor, in order, nothing twice; a comment
 * whenever nothing came for a while; its end when the token expires.
 *
 * <p>It reads a page of the inbox when the bell has rung, or at a heartbeat, and not before the
 * last page was written: what a slow reader has not taken stays in the database. Runs on its
 * executor.
 */
final class NotificationStream {
  private static final SparingLog LOG =
      new SparingLog(Logger.getLogger(NotificationStream.class), Duration.ofMinutes(1));
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
  private static final long RECONNECT_MILLIS = 1000;

  /** Nothing to be sent, for now. */
  private static final List<OutboundSseEvent> NOTHING = List.of();

  /** Nothing any more; told by being this very list. */
  private static final List<OutboundSseEvent> END = new ArrayList<>();

  private final Identity identity;
  private final StreamPages pages;
  private final Sse sse;
  private final Executor executor;
  private final Duration heartbeat;
  private final Unwritten unwritten;
  private final Doorbell bell = new Doorbell();
  private long last;
  private boolean begun;
  private volatile boolean ended;
  private volatile long writingSince;
  private long givenAtNanos = System.nanoTime();
  private long held;

  /**
   * @param after the cursor of the last one that the client has
   */
  NotificationStream(
      Identity identity,
      long after,
      StreamPages pages,
      Sse sse,
      Executor executor,
      Duration heartbeat,
      Unwritten unwritten) {
    this.unwritten = unwritten;
    this.identity = identity;
    this.last = after;
    this.pages = pages;
    this.sse = sse;
    this.executor = executor;
    this.heartbeat = heartbeat;
  }

  String userId() {
    return identity.userId();
  }

  /** Rung when there may be something new. */
  Doorbell bell() {
    return bell;
  }

  /** Ends once what was read is written. Call from any thread. */
  void end() {
    ended = true;
    bell.ring();
  }

  /** Whether the client has been taking what was sent for longer than that. */
  boolean isStalled(Duration patience) {
    long since = writingSince;
    return since != 0 && System.nanoTime() - since > patience.toNanos();
  }

  /** The events; subscribe once. */
  Multi<OutboundSseEvent> events() {
    return Multi.createBy()
        .repeating()
        .uni(this::next)
        .until(events -> events == END)
        .onItem()
        .<OutboundSseEvent>disjoint()
        .onTermination()
        .invoke(this::letGo);
  }

  /** Called when all that was given out is written, and again where there was nothing. */
  private Uni<List<OutboundSseEvent>> next() {
    writingSince = 0;
    letGo();
    if (!begun) {
      begun = true;
      bell.ring();
      return Uni.createFrom().item(given(List.of(hello())));
    }
    if (isOver()) {
      return Uni.createFrom().item(END);
    }
    return bell.await(atMost()).emitOn(executor).chain(this::looked);
  }

  private Uni<List<OutboundSseEvent>> looked() {
    if (isOver()) {
      return Uni.createFrom().item(END);
    }
    return pages
        .after(userId(), last)
        .emitOn(executor)
        .map(this::toBeSent)
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, LONGEST_RETRY)
        .expireIn(heartbeat.toMillis())
        .onFailure()
        .recoverWithItem(this::patient);
  }

  private List<OutboundSseEvent> toBeSent(InboxPage page) {
    if (!page.items().isEmpty()) {
      return given(taken(page));
    }
    // However often the bell was rung for nothing.
    return untilHeartbeat().isPositive() ? NOTHING : given(List.of(comment()));
  }

  /**
   * The page's events; none of them, and a comment, where too much waits to be written to others:
   * it is read again then.
   */
  private List<OutboundSseEvent> taken(InboxPage page) {
    List<OutboundSseEvent> events = page.items().stream().map(this::event).toList();
    long bytes = events.stream().mapToLong(event -> ((String) event.getData()).length()).sum();
    if (!unwritten.tryHold(bytes)) {
      return List.of(comment());
    }
    held = bytes;
    last = page.items().getLast().notification().cursor();
    if (page.hasMore()) {
      bell.ring();
    }
    return events;
  }

  private void letGo() {
    unwritten.letGo(held);
    held = 0;
  }

  /** The inbox cannot be read now: the client is kept, and it is tried again. */
  private List<OutboundSseEvent> patient(Throwable failure) {
    LOG.say(Logger.Level.WARN, "inbox", "streams cannot read their inboxes: " + failure);
    bell.ring();
    return given(List.of(comment()));
  }

  private List<OutboundSseEvent> given(List<OutboundSseEvent> events) {
    givenAtNanos = System.nanoTime();
    writingSince = givenAtNanos | 1;
    return events;
  }

  private boolean isOver() {
    return ended || System.currentTimeMillis() >= identity.expiresAt();
  }

  private Duration atMost() {
    long left = identity.expiresAt() - System.currentTimeMillis();
    return Duration.ofMillis(Math.clamp(untilHeartbeat().toMillis() + 1, 1, Math.max(1, left)));
  }

  private Duration untilHeartbeat() {
    return heartbeat.minusNanos(System.nanoTime() - givenAtNanos);
  }

  private OutboundSseEvent event(InboxItem item) {
    return sse.newEventBuilder()
        .id(Long.toString(item.notification().cursor()))
        .name(Event.NOTIFICATION.wire())
        .data(Json.text(item.notification()))
        .build();
  }

  private OutboundSseEvent hello() {
    return sse.newEventBuilder().comment("hello").reconnectDelay(RECONNECT_MILLIS).build();
  }

  private OutboundSseEvent comment() {
    return sse.newEventBuilder().comment("still here").build();
  }
}
