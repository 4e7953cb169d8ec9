package io.chorus.notification.api;

import io.chorus.model.error.ErrorCode;
import io.chorus.model.error.Refusal;
import io.chorus.model.notification.NotificationRead;
import io.chorus.notification.fanout.Fanout;
import io.chorus.notification.inbox.Inbox;
import io.chorus.notification.inbox.Marked;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/** Marks notifications as read and tells the user's devices. Thread-safe; never blocks. */
@Singleton
class Reading {
  private static final Logger LOG = Logger.getLogger(Reading.class);

  private final Inbox inbox;
  private final Fanout fanout;

  Reading(Inbox inbox, Fanout fanout) {
    this.inbox = inbox;
    this.fanout = fanout;
  }

  /**
   * @return how many are left unread; fails with {@code not_found} where the user has no such
   *     notification
   */
  Uni<Long> one(String userId, String id) {
    return inbox
        .read(userId, id)
        .chain(marked -> left(userId, marked, unread -> NotificationRead.one(id, unread)));
  }

  /**
   * @return how many are left unread
   */
  Uni<Long> upTo(String userId, long cursor) {
    return inbox
        .readUpTo(userId, cursor)
        .chain(
            place ->
                left(
                    userId,
                    place.isPresent() ? Marked.NOW : Marked.BEFORE,
                    unread -> NotificationRead.upTo(place.orElseThrow(), unread)));
  }

  private Uni<Long> left(String userId, Marked marked, LongFunction<NotificationRead> news) {
    return switch (marked) {
      case UNKNOWN ->
          Uni.createFrom()
              .failure(new Refusal(ErrorCode.NOT_FOUND, "there is no such notification"));
      case BEFORE -> inbox.unread(userId);
      case NOW ->
          inbox
              .unread(userId)
              .invoke(
                  unread ->
                      tell(userId, news.apply(unread))
                          .subscribe()
                          .with(
                              ignored -> {},
                              // A device that missed it sees the number when it looks again.
                              e -> LOG.warnf(e, "nobody was told what was read")));
    };
  }

  /**
   * Tells, and again if the number has changed meanwhile: another device may have told a newer
   * number before this one.
   */
  private Uni<Void> tell(String userId, NotificationRead read) {
    return fanout
        .read(userId, read)
        .chain(() -> inbox.unread(userId))
        .chain(
            now ->
                now == read.unread()
                    ? Uni.createFrom().voidItem()
                    : tell(userId, NotificationRead.count(now)));
  }
}
